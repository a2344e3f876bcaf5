namespace Reliability.Sketches;

/// <summary>One occupied bin of a <see cref="QuantileSketch"/>, in the layout of OpenTelemetry's exponential histogram.</summary>
public readonly record struct QuantileSketchBin
{
    /// <summary>Initializes a new instance of the <see cref="QuantileSketchBin"/> struct.</summary>
    /// <param name="isNegative">Whether it holds negative values; their magnitude decides the bin.</param>
    /// <param name="index">The bin: magnitudes in (bⁱ, bⁱ⁺¹] with b = 2^(2^-scale).</param>
    /// <param name="count">How many values it holds, 1 or more.</param>
    public QuantileSketchBin(bool isNegative, int index, long count)
    {
        IsNegative = isNegative;
        Index = index;
        Count = count;
    }

    /// <summary>Whether it holds negative values; their magnitude decides the bin.</summary>
    public bool IsNegative { get; init; }

    /// <summary>The bin: magnitudes in (bⁱ, bⁱ⁺¹] with b = 2^(2^-scale).</summary>
    public int Index { get; init; }

    /// <summary>How many values it holds, 1 or more.</summary>
    public long Count { get; init; }
}
