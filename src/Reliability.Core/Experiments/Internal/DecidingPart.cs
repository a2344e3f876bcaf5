using System.Text.Json;

namespace Reliability.Experiments.Internal;

/// <summary>What must stand before the first unit comes, since whoever chooses it afterwards can choose the result: design, primary metrics, guardrails.</summary>
internal sealed record DecidingPart(StoredDesign Design, IReadOnlyList<StoredMetric> Metrics)
{
    public static string TextOf(ExperimentDefinition definition) => JsonSerializer.Serialize(
        new DecidingPart(
            StoredDesign.Of(definition.Design),
            [.. definition.Metrics.Where(m => m.Role != MetricRole.Secondary).Select(StoredMetric.Of)]),
        ExperimentJson.Default.DecidingPart);
}
