using Reliability.Common.Internal;
using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>An incident in a list.</summary>
internal sealed record IncidentSummary(
    string Id,
    string Service,
    string Title,
    string Status,
    string Severity,
    string Kind,
    string? CauseClass,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    decimal? BudgetBurnt,
    long AffectedRequests)
{
    public static IncidentSummary From(Incident one) => new(
        one.Id,
        one.Service,
        one.Title,
        one.Status.ToString(),
        one.Definition.Severity.ToString(),
        one.Definition.Kind.ToString(),
        one.Definition.CauseClass,
        one.StartedAt,
        one.EndedAt,
        JsonNumber.Of(one.BudgetBurnt),
        one.AffectedRequests);
}
