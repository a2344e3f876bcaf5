namespace Reliability.Statistics;

/// <summary>Units, effect and power of a test that fit together: two of them were given, the third was found.</summary>
/// <param name="ControlUnits">The units of the control; with several looks, those at the last one.</param>
/// <param name="TreatmentUnits">The units of the treatment.</param>
/// <param name="AbsoluteEffect">Treatment minus control, in the metric's own unit; for non-inferiority, the margin.</param>
/// <param name="RelativeEffect">The same as a share of the baseline; <see langword="null"/> when a mean's baseline is not known.</param>
/// <param name="Power">How likely that effect is to be seen with these units, 0 to 1; a lower bound when the test may be judged at any time.</param>
/// <param name="Formula">The formula that ties them.</param>
/// <param name="Method">How the test is judged, in words.</param>
public sealed record PowerAnalysis(
    long ControlUnits, long TreatmentUnits, double AbsoluteEffect, double? RelativeEffect, double Power, SampleSizeFormula Formula, string Method)
{
    /// <summary>The units of both arms.</summary>
    public long TotalUnits => ControlUnits + TreatmentUnits;
}
