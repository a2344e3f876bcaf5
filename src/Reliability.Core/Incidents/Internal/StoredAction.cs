namespace Reliability.Incidents.Internal;

/// <summary>The stored form of <see cref="ActionItem"/>. Its incident is that of the document.</summary>
internal sealed record StoredAction
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Kind { get; init; }

    public string? Owner { get; init; }

    public DateOnly? DueOn { get; init; }

    public required string Status { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public string? DebtItemId { get; init; }

    public static StoredAction Of(ActionItem one) => new()
    {
        Id = one.Id,
        Title = one.Title,
        Kind = PostmortemWords.Kind.Word(one.Kind),
        Owner = one.Owner,
        DueOn = one.DueOn,
        Status = PostmortemWords.ActionStatus.Word(one.Status),
        CreatedAt = one.CreatedAt,
        ClosedAt = one.ClosedAt,
        DebtItemId = one.DebtItemId,
    };

    public ActionItem ToAction(string incidentId) => new()
    {
        Id = Id,
        IncidentId = incidentId,
        Title = Title,
        Kind = PostmortemWords.Kind.Value(Kind),
        Owner = Owner,
        DueOn = DueOn,
        Status = PostmortemWords.ActionStatus.Value(Status),
        CreatedAt = CreatedAt,
        ClosedAt = ClosedAt,
        DebtItemId = DebtItemId,
    };
}
