using Reliability.Statistics;

namespace Reliability.Experiments;

/// <summary>What an A/A test found: how often arms that are the same look different.</summary>
public sealed record AaTestReport
{
    /// <summary>How many units were assigned.</summary>
    public required long Units { get; init; }

    /// <summary>How often.</summary>
    public required int Replays { get; init; }

    /// <summary>How many comparisons with the control were made.</summary>
    public required long Tests { get; init; }

    /// <summary>How many of them called an effect. There is none.</summary>
    public required long FalsePositives { get; init; }

    /// <summary>Their share, 0 to 1; it should be about alpha.</summary>
    public required double FalsePositiveRate { get; init; }

    /// <summary>Its interval at 99.9 % (Wilson), for as many tests as would be as sure if arms did not share the control.</summary>
    public required ConfidenceInterval FalsePositiveInterval { get; init; }

    /// <summary>The share of replays whose sample ratio was called broken at 0.001, 0 to 1.</summary>
    public required double SampleRatioAlarms { get; init; }

    /// <summary>Its interval at 99.9 % (Wilson); it should hold 0.001 or lie below.</summary>
    public required ConfidenceInterval SampleRatioInterval { get; init; }

    /// <summary>How many pairs of replays were held against each other.</summary>
    public required int Pairs { get; init; }

    /// <summary>The mean chi-square of a pair over its degrees of freedom: about 1 when experiments are independent, and the greater the more one foretells the other.</summary>
    public required double MeanDependence { get; init; }

    /// <summary>The greatest of them.</summary>
    public required double MaxDependence { get; init; }

    /// <summary>How many pairs depend on each other, at a risk of 0.001 for all pairs together (Holm).</summary>
    public required int DependentPairs { get; init; }

    /// <summary>The risk that the tests took.</summary>
    public required double Alpha { get; init; }

    /// <summary>Whether neither effects nor broken ratios are called more often than they should, and experiments know nothing of each other.</summary>
    public bool IsSound => !(FalsePositiveInterval.Lower > Alpha) && !(SampleRatioInterval.Lower > SampleRatio.DefaultThreshold) && DependentPairs == 0;

    /// <summary>Whether alarms come clearly less often than they may, as with exact tests of few units: the risk is kept, and some power is lost.</summary>
    public bool IsConservative => FalsePositiveInterval.Upper < Alpha;
}
