using Reliability.Statistics;

namespace Reliability.Experiments;

/// <summary>What an A/A test found: how often arms that are the same look different.</summary>
/// <param name="Units">How many units were assigned.</param>
/// <param name="Replays">How often.</param>
/// <param name="Tests">How many comparisons with the control were made.</param>
/// <param name="FalsePositives">How many of them called an effect. There is none.</param>
/// <param name="FalsePositiveRate">Their share, 0 to 1; it should be about alpha.</param>
/// <param name="FalsePositiveInterval">Its interval at 99.9 % (Wilson), for as many tests as would be as sure if arms did not share the control.</param>
/// <param name="SampleRatioAlarms">The share of replays whose sample ratio was called broken at 0.001, 0 to 1.</param>
/// <param name="SampleRatioInterval">Its interval at 99.9 % (Wilson); it should hold 0.001 or lie below.</param>
/// <param name="Pairs">How many pairs of replays were held against each other.</param>
/// <param name="MeanDependence">The mean chi-square of a pair over its degrees of freedom: about 1 when experiments are independent, and the greater the more one foretells the other.</param>
/// <param name="GreatestDependence">The greatest of them.</param>
/// <param name="DependentPairs">How many pairs depend on each other, at a risk of 0.001 for all pairs together (Holm).</param>
/// <param name="Alpha">The risk that the tests took.</param>
public sealed record AaTestReport(
    long Units,
    int Replays,
    long Tests,
    long FalsePositives,
    double FalsePositiveRate,
    ConfidenceInterval FalsePositiveInterval,
    double SampleRatioAlarms,
    ConfidenceInterval SampleRatioInterval,
    int Pairs,
    double MeanDependence,
    double GreatestDependence,
    int DependentPairs,
    double Alpha)
{
    /// <summary>Whether neither effects nor broken ratios are called more often than they should, and experiments know nothing of each other.</summary>
    public bool IsSound => !(FalsePositiveInterval.Lower > Alpha) && !(SampleRatioInterval.Lower > SampleRatio.DefaultThreshold) && DependentPairs == 0;

    /// <summary>Whether alarms come clearly less often than they may, as with exact tests of few units: the risk is kept, and some power is lost.</summary>
    public bool IsConservative => FalsePositiveInterval.Upper < Alpha;
}
