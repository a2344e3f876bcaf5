using Reliability.Statistics;

namespace Reliability.Experiments;

/// <summary>The result of an A/A test: how often identical arms appear to differ.</summary>
public sealed record AaTestReport
{
    /// <summary>Gets the number of units that were assigned.</summary>
    public required long Units { get; init; }

    /// <summary>Gets the number of times that the units were assigned.</summary>
    public required int Replays { get; init; }

    /// <summary>Gets the number of comparisons with the control.</summary>
    public required long Tests { get; init; }

    /// <summary>Gets the number of comparisons that reported an effect, although there is none.</summary>
    public required long FalsePositives { get; init; }

    /// <summary>Gets the share of comparisons that reported an effect, from 0 to 1. It should be about alpha.</summary>
    public required double FalsePositiveRate { get; init; }

    /// <summary>
    /// Gets the 99.9 % Wilson interval of the false positive rate. It uses the number of independent tests with the same precision, because
    /// the arms of a replay share the control.
    /// </summary>
    public required ConfidenceInterval FalsePositiveInterval { get; init; }

    /// <summary>Gets the share of replays that reported a sample ratio mismatch at 0.001, from 0 to 1.</summary>
    public required double SampleRatioAlarmShare { get; init; }

    /// <summary>Gets the 99.9 % Wilson interval of <see cref="SampleRatioAlarmShare"/>. It should contain 0.001 or lie below it.</summary>
    public required ConfidenceInterval SampleRatioInterval { get; init; }

    /// <summary>Gets the number of pairs of replays that were compared.</summary>
    public required int Pairs { get; init; }

    /// <summary>
    /// Gets the mean of chi-square divided by its degrees of freedom over all pairs. It is about 1 if the assignments are independent, and
    /// greater the more one assignment predicts the other.
    /// </summary>
    public required double MeanDependence { get; init; }

    /// <summary>Gets the maximum of chi-square divided by its degrees of freedom over all pairs.</summary>
    public required double MaxDependence { get; init; }

    /// <summary>Gets the number of pairs that depend on each other, at an alpha of 0.001 for all pairs together (Holm).</summary>
    public required int DependentPairs { get; init; }

    /// <summary>Gets the alpha of the tests.</summary>
    public required double Alpha { get; init; }

    /// <summary>
    /// Gets a value indicating whether effects and sample ratio mismatches are reported no more often than they should be, and the replays
    /// are independent of each other.
    /// </summary>
    public bool IsSound => !(FalsePositiveInterval.Lower > Alpha)
        && !(SampleRatioInterval.Lower > SampleRatio.DefaultThreshold)
        && DependentPairs == 0;

    /// <summary>
    /// Gets a value indicating whether false positives are clearly less frequent than alpha, as for exact tests of few units. The error
    /// rate is controlled, but some power is lost.
    /// </summary>
    public bool IsConservative => FalsePositiveInterval.Upper < Alpha;
}
