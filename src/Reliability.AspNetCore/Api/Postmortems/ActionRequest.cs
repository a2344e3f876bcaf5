using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>An action to add, or the new definition of one. Its id is in the path.</summary>
internal sealed record ActionRequest
{
    public required string Title { get; init; }

    public required string Kind { get; init; }

    public required string Reason { get; init; }

    public string? Owner { get; init; }

    public DateOnly? DueOn { get; init; }

    public string? Status { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public string? DebtItemId { get; init; }

    public string? Id { get; init; }

    public string? Etag { get; init; }

    public ActionItem ToAction(string id, Postmortem postmortem, DateTimeOffset now) => new ActionBody
    {
        Id = id,
        Title = Title,
        Kind = Kind,
        Owner = Owner,
        DueOn = DueOn,
        Status = Status,
        CreatedAt = CreatedAt,
        ClosedAt = ClosedAt,
        DebtItemId = DebtItemId,
    }.ToAction(postmortem, now);
}
