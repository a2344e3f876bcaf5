using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>An action of a postmortem, in requests and in responses.</summary>
internal sealed record ActionBody
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Kind { get; init; }

    public string? Owner { get; init; }

    public DateOnly? DueOn { get; init; }

    public string? Status { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public string? DebtItemId { get; init; }

    public static ActionBody From(ActionItem one) => new()
    {
        Id = one.Id,
        Title = one.Title,
        Kind = one.Kind.ToString(),
        Owner = one.Owner,
        DueOn = one.DueOn,
        Status = one.Status.ToString(),
        CreatedAt = one.CreatedAt,
        ClosedAt = one.ClosedAt,
        DebtItemId = one.DebtItemId,
    };

    /// <summary>
    /// Returns the action. When it was filed and closed is that of the action with its id, where the body does not say it; otherwise it is
    /// filed now.
    /// </summary>
    public ActionItem ToAction(Postmortem postmortem, DateTimeOffset now)
    {
        ActionItem? present = postmortem.Content.Actions.FirstOrDefault(one => one.Id == Id);
        ActionStatus status = Status is null ? ActionStatus.Open : IncidentQueryText.Word<ActionStatus>(Status, "status");
        return new ActionItem
        {
            Id = Id,
            IncidentId = postmortem.IncidentId,
            Title = Title,
            Kind = IncidentQueryText.Word<ActionKind>(Kind, "kind"),
            Owner = Owner,
            DueOn = DueOn,
            Status = status,
            CreatedAt = CreatedAt ?? present?.CreatedAt ?? now,
            ClosedAt = ClosedAt ?? (present?.Status == status ? present.ClosedAt : null),
            DebtItemId = DebtItemId,
        };
    }
}
