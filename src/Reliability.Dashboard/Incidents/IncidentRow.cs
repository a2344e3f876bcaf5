namespace Reliability.Dashboard.Internal;

/// <summary>An incident in a list.</summary>
internal sealed record IncidentRow
{
    public required string Id { get; init; }

    public required string Service { get; init; }

    public required string Title { get; init; }

    public required string Severity { get; init; }

    public required string Status { get; init; }

    public required string Kind { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Gets how long it affected users, in seconds; <see langword="null"/> if it still does or if that is not credible.</summary>
    public decimal? Seconds { get; init; }

    /// <summary>Gets the largest share of a budget that it burnt; <see langword="null"/> if that is not known.</summary>
    public decimal? BudgetBurnt { get; init; }

    /// <summary>Gets the requests that were affected, always an estimate; <see langword="null"/> if nothing was measured.</summary>
    public long? AffectedRequests { get; init; }

    public string? Cause { get; init; }

    /// <summary>Gets the incident of which this one is another report; <see langword="null"/> if none.</summary>
    public string? DuplicateOf { get; init; }

    /// <summary>Gets what a person is asked for, in words; <see langword="null"/> if nothing.</summary>
    public string? Missing { get; init; }
}
