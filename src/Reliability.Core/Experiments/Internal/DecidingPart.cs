using System.Text.Json;

namespace Reliability.Experiments.Internal;

/// <summary>
/// The parts of a definition that must be fixed before the first unit is enrolled, because choosing them afterwards would allow choosing
/// the result: the design, the primary metrics and the guardrails.
/// </summary>
internal sealed record DecidingPart(StoredDesign Design, IReadOnlyList<StoredMetric> Metrics)
{
    public static string TextOf(ExperimentDefinition definition) => JsonSerializer.Serialize(
        new DecidingPart(
            StoredDesign.Of(definition.Design),
            [.. definition.Metrics.Where(m => m.Role != MetricRole.Secondary).Select(StoredMetric.Of)]),
        ExperimentJson.Default.DecidingPart);
}
