namespace Reliability.Statistics;

/// <summary>Units, effect and power of a test that fit together: two of them were given, the third was found.</summary>
public sealed record PowerAnalysis
{
    /// <summary>The units of the control; with several looks, those at the last one.</summary>
    public required long ControlUnits { get; init; }

    /// <summary>The units of the treatment.</summary>
    public required long TreatmentUnits { get; init; }

    /// <summary>Treatment minus control, in the metric's own unit; for non-inferiority, the margin.</summary>
    public required double AbsoluteEffect { get; init; }

    /// <summary>The same as a share of the baseline; <see langword="null"/> when a mean's baseline is not known.</summary>
    public double? RelativeEffect { get; init; }

    /// <summary>How likely that effect is to be seen with these units, 0 to 1; a lower bound when the test may be judged at any time.</summary>
    public required double Power { get; init; }

    /// <summary>The formula that ties them.</summary>
    public required SampleSizeFormula Formula { get; init; }

    /// <summary>How the test is judged, in words.</summary>
    public required string Method { get; init; }

    /// <summary>The units of both arms.</summary>
    public long TotalUnits => ControlUnits + TreatmentUnits;
}
