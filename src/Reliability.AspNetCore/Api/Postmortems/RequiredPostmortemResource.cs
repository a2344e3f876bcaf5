using Reliability.Common.Internal;
using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>An incident that requires a postmortem. <c>Status</c> is null if there is none.</summary>
internal sealed record RequiredPostmortemResource(
    string Service, string IncidentId, string Title, decimal BudgetShare, DateTimeOffset? DueAt, string? Status, bool IsOverdue)
{
    public static RequiredPostmortemResource From(RequiredPostmortem one) => new(
        one.Service, one.IncidentId, one.Title, JsonNumber.Of(one.BudgetShare), one.DueAt, one.Status?.ToString(), one.IsOverdue);
}
