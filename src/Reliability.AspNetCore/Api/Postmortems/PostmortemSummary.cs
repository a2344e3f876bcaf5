using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>A postmortem in a list.</summary>
internal sealed record PostmortemSummary(
    string Service,
    string IncidentId,
    string Title,
    string Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinalizedAt,
    int GapCount,
    int OpenActionCount,
    int Revision,
    string Etag)
{
    public static PostmortemSummary From(Postmortem one) => new(
        one.Service,
        one.IncidentId,
        one.Title,
        one.Status.ToString(),
        one.CreatedAt,
        one.FinalizedAt,
        one.Content.Gaps.Count,
        one.Content.Actions.Count(action => action.Status == ActionStatus.Open),
        one.Revision,
        one.ETag.Value);
}
