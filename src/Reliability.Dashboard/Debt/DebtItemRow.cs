namespace Reliability.Dashboard.Internal;

/// <summary>An item of technical debt in a list.</summary>
internal sealed record DebtItemRow
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>Gets when to address it, in words.</summary>
    public required string Address { get; init; }

    public required string Impact { get; init; }

    public required string Effort { get; init; }

    public string? Owner { get; init; }

    public string? Category { get; init; }

    public required int AgeDays { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Gets why it stands where it stands, in words.</summary>
    public required string Because { get; init; }
}
