namespace Reliability.Dashboard.Internal;

/// <summary>An incident that requires a postmortem.</summary>
internal sealed record RequiredRow
{
    public required string Id { get; init; }

    public required string Service { get; init; }

    public required string Title { get; init; }

    /// <summary>Gets the largest share of one budget that it burnt.</summary>
    public required decimal BudgetShare { get; init; }

    /// <summary>Gets the status of the postmortem in a word: Not written, Draft, Review or Final.</summary>
    public required string Status { get; init; }

    /// <summary>Gets when it has to be final; <see langword="null"/> while the incident has not ended.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public required bool IsOverdue { get; init; }
}
