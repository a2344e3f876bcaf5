using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// An action with its postmortem. <c>DaysLeft</c> is negative when it is overdue, and null if it is closed or has no date.
/// </summary>
internal sealed record ActionResource(
    string Service,
    string IncidentId,
    string PostmortemTitle,
    string PostmortemStatus,
    string Id,
    string Title,
    string Kind,
    string? Owner,
    DateOnly? DueOn,
    string Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ClosedAt,
    string? DebtItemId,
    int? DaysLeft,
    bool IsOverdue)
{
    public static ActionResource From(TrackedAction one) => new(
        one.Service,
        one.Action.IncidentId,
        one.PostmortemTitle,
        one.PostmortemStatus.ToString(),
        one.Action.Id,
        one.Action.Title,
        one.Action.Kind.ToString(),
        one.Action.Owner,
        one.Action.DueOn,
        one.Action.Status.ToString(),
        one.Action.CreatedAt,
        one.Action.ClosedAt,
        one.Action.DebtItemId,
        one.DaysLeft,
        one.IsOverdue);
}
