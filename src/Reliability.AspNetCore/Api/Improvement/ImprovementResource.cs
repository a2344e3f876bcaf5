using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>The metrics of improvement of a period.</summary>
internal sealed record ImprovementResource(
    IReadOnlyList<string> Services,
    string Environment,
    DateTimeOffset AsOf,
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<ImprovementMetricResource> Metrics,
    IReadOnlyList<RecurringIncidentResource> Recurrences,
    IReadOnlyList<UnreadableResource> Unreadable)
{
    public static ImprovementResource Of(ImprovementReport report) => new(
        report.Services,
        report.Environment,
        report.AsOf,
        report.Range.Start,
        report.Range.End,
        [.. report.Metrics.Select(one => ImprovementMetricResource.From(one, showsValues: true))],
        [
            .. report.Recurrences.Select(one => new RecurringIncidentResource(
                one.Service, one.Id, one.OfId, one.IsExplicit, one.Prevention.ToString())),
        ],
        [.. report.Unreadable.Select(UnreadableResource.From)]);
}
