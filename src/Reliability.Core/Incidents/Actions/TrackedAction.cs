namespace Reliability.Incidents;

/// <summary>An action, its postmortem, and whether it is overdue.</summary>
public sealed record TrackedAction
{
    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the action.</summary>
    public required ActionItem Action { get; init; }

    /// <summary>Gets the title of the postmortem.</summary>
    public required string PostmortemTitle { get; init; }

    /// <summary>Gets the status of the postmortem.</summary>
    public required PostmortemStatus PostmortemStatus { get; init; }

    /// <summary>
    /// Gets the number of days until it is due, in the time zone of the setup: 0 on its last day, negative when it is overdue;
    /// <see langword="null"/> if it is closed or has no date.
    /// </summary>
    public int? DaysLeft { get; init; }

    /// <summary>Gets a value indicating whether it is open and its last day is over. One that is due today is not overdue.</summary>
    public bool IsOverdue => DaysLeft < 0;
}
