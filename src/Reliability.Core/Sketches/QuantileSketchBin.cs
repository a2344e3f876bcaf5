namespace Reliability.Sketches;

/// <summary>One occupied bin of a <see cref="QuantileSketch"/>, in the layout of OpenTelemetry's exponential histogram.</summary>
/// <param name="IsNegative">Whether it holds negative values; their magnitude decides the bin.</param>
/// <param name="Index">The bin: magnitudes in (bⁱ, bⁱ⁺¹] with b = 2^(2^-scale).</param>
/// <param name="Count">How many values it holds, 1 or more.</param>
public readonly record struct QuantileSketchBin(bool IsNegative, int Index, long Count);
