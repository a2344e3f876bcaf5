namespace Reliability.Dashboard.Internal;

/// <summary>An open action of a postmortem.</summary>
internal sealed record ActionRow
{
    public required string Id { get; init; }

    public required string Service { get; init; }

    public required string Title { get; init; }

    public required string Kind { get; init; }

    /// <summary>Gets the team or the person; <see langword="null"/> if nobody owns it.</summary>
    public string? Owner { get; init; }

    public required int AgeDays { get; init; }

    public DateOnly? DueOn { get; init; }

    /// <summary>Gets when it is due, in words, such as "overdue by 3 days".</summary>
    public required string Due { get; init; }

    public required bool IsOverdue { get; init; }

    /// <summary>Gets the id of the incident from which it follows.</summary>
    public required string Incident { get; init; }

    /// <summary>Gets the title of the postmortem.</summary>
    public required string Postmortem { get; init; }

    /// <summary>Gets the item of technical debt that it removes; <see langword="null"/> if none.</summary>
    public string? DebtItem { get; init; }
}
