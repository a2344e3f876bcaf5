using Reliability.Experiments;
using Reliability.Statistics;

namespace ExperimentSample;

/// <summary>What somebody who looks at a moment sees.</summary>
/// <param name="Day">How many days after the start.</param>
/// <param name="Units">How many units are in.</param>
/// <param name="Naive">What somebody sees who takes this look for the only one: the z of a fixed horizon.</param>
/// <param name="Report">What the library says.</param>
internal sealed record Look(double Day, long Units, Comparison Naive, ExperimentReport Report)
{
    /// <summary>What the library says of the metric that decides.</summary>
    public Comparison Valid => Report.Metrics[0].Effects[0].Comparison;
}
