namespace Reliability.Statistics;

/// <summary>A consistent set of units, effect and power of a test: two of them were given, and the third was computed.</summary>
public sealed record PowerAnalysis
{
    /// <summary>Gets the number of units of the control. With several looks, the number at the last one.</summary>
    public required long ControlUnits { get; init; }

    /// <summary>Gets the number of units of the treatment.</summary>
    public required long TreatmentUnits { get; init; }

    /// <summary>Gets the effect, treatment minus control, in the unit of the metric. For non-inferiority, the margin.</summary>
    public required double AbsoluteEffect { get; init; }

    /// <summary>Gets the effect as a share of the baseline, or <see langword="null"/> if the baseline of a mean is not known.</summary>
    public double? RelativeEffect { get; init; }

    /// <summary>
    /// Gets the probability of detecting the effect with these units, from 0 to 1. It is a lower bound if the test may be evaluated at any
    /// time.
    /// </summary>
    public required double Power { get; init; }

    /// <summary>Gets the formula of the computation.</summary>
    public required SampleSizeFormula Formula { get; init; }

    /// <summary>Gets a human-readable description of the test.</summary>
    public required string Method { get; init; }

    /// <summary>Gets the number of units of both arms.</summary>
    public long TotalUnits => ControlUnits + TreatmentUnits;
}
