namespace Reliability.Dashboard.Internal;

/// <summary>An action of a postmortem, in any status.</summary>
internal sealed record PostmortemActionRow
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Kind { get; init; }

    public string? Owner { get; init; }

    public DateOnly? DueOn { get; init; }

    /// <summary>Gets the status in a word: Open, Overdue, Done or Cancelled.</summary>
    public required string Status { get; init; }

    public required DateTimeOffset FiledAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public string? DebtItem { get; init; }
}
