using Reliability.Experiments;

namespace Reliability.AspNetCore.Internal;

/// <summary>The lifts in a metric on one day. They are empty, with a reason, while the design shows none.</summary>
internal sealed record MetricBandResource(string Metric, IReadOnlyList<BandResource> Lifts, string? LiftsReason)
{
    private const string Withheld = "The design shows no results between its looks; those of each day are shown after the conclusion.";

    public static MetricBandResource From(MetricReport report) => new(
        report.Metric.Name,
        [.. report.Effects.Select(BandResource.From)],
        report.Effects.Count == 0 ? Withheld : null);
}
