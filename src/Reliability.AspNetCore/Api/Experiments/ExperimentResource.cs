using Reliability.Common.Internal;
using Reliability.Experiments;

namespace Reliability.AspNetCore.Internal;

/// <summary>An experiment with its definition and its history. Ids of forced units are left out; only their number is shown.
/// The warnings state what is probably not intended in the definition.</summary>
internal sealed record ExperimentResource(
    string Key,
    string Service,
    string State,
    DateTimeOffset? StartedAt,
    double RunningForSeconds,
    int? Day,
    double PlannedDays,
    int Revision,
    string Etag,
    string? Hypothesis,
    IReadOnlyList<VariantResource> Variants,
    string Control,
    string Seed,
    string Scheme,
    double Coverage,
    LayerResource? Layer,
    IReadOnlyList<TargetingResource> Targeting,
    int ForcedUnits,
    bool IsSticky,
    bool WasReweighted,
    IReadOnlyList<MetricResource> Metrics,
    DesignResource Design,
    ConclusionResource? Conclusion,
    IReadOnlyList<ChangeResource> History,
    IReadOnlyList<string> Warnings)
{
    public static ExperimentResource From(Experiment experiment, DateTimeOffset now, IReadOnlyList<string> warnings)
    {
        ExperimentDefinition definition = experiment.Definition;
        AssignmentDefinition assignment = definition.ToAssignment();
        return new(
            definition.Key,
            experiment.Service,
            experiment.State.ToString(),
            experiment.StartedAt,
            JsonNumber.Of(experiment.RunningFor(now).TotalSeconds)!.Value,
            ExperimentSummary.DayOf(experiment, now),
            JsonNumber.Of(definition.Design.MinDuration.TotalDays)!.Value,
            experiment.Revision,
            experiment.ETag.Value,
            definition.Hypothesis,
            [.. definition.Variants.Select(one => new VariantResource(one.Key, one.DisplayName, JsonNumber.Of(one.Weight), one.Payload))],
            definition.Control ?? definition.Variants[0].Key,
            assignment.Seed,
            definition.Scheme,
            JsonNumber.Of(definition.Coverage)!.Value,
            definition.Layer is { } layer ? new LayerResource(layer.Layer, JsonNumber.Of(layer.From), JsonNumber.Of(layer.To)) : null,
            [.. definition.Targeting.Select(rule => new TargetingResource(rule.Attribute, rule.Operator.ToString(), rule.Values))],
            definition.Forced.Count,
            definition.IsSticky,
            experiment.WasReweighted,
            [.. definition.Metrics.Select(MetricResource.From)],
            DesignResource.From(definition.Design),
            experiment.Conclusion is { } conclusion ? ConclusionResource.From(conclusion) : null,
            [.. experiment.History.Select(ChangeResource.From)],
            experiment.State == ExperimentState.Concluded ? [] : warnings);
    }
}
