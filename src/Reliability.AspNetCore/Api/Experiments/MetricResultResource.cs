using Reliability.Experiments;

namespace Reliability.AspNetCore.Internal;

/// <summary>The results of a metric. They are empty, with a reason, while the design shows none.</summary>
internal sealed record MetricResultResource(MetricResource Metric, IReadOnlyList<EffectResource> Effects, string? EffectsReason)
{
    private const string Withheld =
        "The design shows no results before its next look, so that an early effect cannot lead to an early stop.";

    public static MetricResultResource From(MetricReport report) => new(
        MetricResource.From(report.Metric),
        [.. report.Effects.Select(EffectResource.From)],
        report.Effects.Count == 0 ? Withheld : null);
}
