namespace Reliability.Sketches;

/// <summary>One occupied bin of a <see cref="QuantileSketch"/>, in the layout of OpenTelemetry's exponential histogram.</summary>
public readonly record struct QuantileSketchBin
{
    /// <summary>Initializes a new instance of the <see cref="QuantileSketchBin"/> struct.</summary>
    /// <param name="isNegative"><see langword="true"/> if the bin contains negative values. Their magnitude determines the bin.</param>
    /// <param name="index">The index of the bin: magnitudes in (bⁱ, bⁱ⁺¹] with b = 2^(2^-scale).</param>
    /// <param name="count">The number of values, 1 or more.</param>
    public QuantileSketchBin(bool isNegative, int index, long count)
    {
        IsNegative = isNegative;
        Index = index;
        Count = count;
    }

    /// <summary>Gets a value indicating whether the bin contains negative values. Their magnitude determines the bin.</summary>
    public bool IsNegative { get; init; }

    /// <summary>Gets the index of the bin: magnitudes in (bⁱ, bⁱ⁺¹] with b = 2^(2^-scale).</summary>
    public int Index { get; init; }

    /// <summary>Gets the number of values, 1 or more.</summary>
    public long Count { get; init; }
}
