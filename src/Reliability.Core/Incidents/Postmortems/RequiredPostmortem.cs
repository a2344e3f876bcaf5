namespace Reliability.Incidents;

/// <summary>An incident that requires a postmortem by the <see cref="PostmortemPolicy"/>.</summary>
public sealed record RequiredPostmortem
{
    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the id of the incident.</summary>
    public required string IncidentId { get; init; }

    /// <summary>Gets the title of the incident.</summary>
    public required string Title { get; init; }

    /// <summary>Gets the largest share of one budget that the incident burnt.</summary>
    public required decimal BudgetShare { get; init; }

    /// <summary>Gets when the postmortem has to be final, or <see langword="null"/> while the incident has not ended.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Gets the status of the postmortem, or <see langword="null"/> if there is none.</summary>
    public PostmortemStatus? Status { get; init; }

    /// <summary>Gets a value indicating whether it is due and not final.</summary>
    public required bool IsOverdue { get; init; }
}
