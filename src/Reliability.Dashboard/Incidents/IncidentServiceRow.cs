namespace Reliability.Dashboard.Internal;

/// <summary>The incidents of a service in the periods of a report.</summary>
internal sealed record IncidentServiceRow
{
    public required string Service { get; init; }

    /// <summary>Gets the number of incidents, without maintenance, near misses and duplicates.</summary>
    public required int Count { get; init; }

    public required int Recurrences { get; init; }

    /// <summary>Gets the share of recurrences; <see langword="null"/> without incidents.</summary>
    public decimal? RecurringShare { get; init; }

    /// <summary>Gets the incidents whose durations do not count.</summary>
    public required int Doubtful { get; init; }

    public required int Maintenance { get; init; }

    public required int NearMisses { get; init; }

    public required int Duplicates { get; init; }

    /// <summary>Gets the time in which at least one affected users, in seconds.</summary>
    public required decimal Downtime { get; init; }

    public required IncidentDurationRow Detect { get; init; }

    public required IncidentDurationRow Restore { get; init; }
}
