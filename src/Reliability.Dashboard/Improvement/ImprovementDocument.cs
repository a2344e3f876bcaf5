namespace Reliability.Dashboard.Internal;

/// <summary>Everything that the page about the improvement of a service shows.</summary>
internal sealed record ImprovementDocument : PageDocument
{
    public required string Service { get; init; }

    /// <summary>Gets the start of the range of the metrics.</summary>
    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    /// <summary>Gets the environment whose deployments count.</summary>
    public required string Environment { get; init; }

    /// <summary>Gets the number of all records of incidents of the service, of any age and kind.</summary>
    public required int Recorded { get; init; }

    /// <summary>Gets the number of records that could not be read.</summary>
    public required int Unreadable { get; init; }

    /// <summary>Gets all metrics, always in the same order.</summary>
    public required IReadOnlyList<MetricRow> Metrics { get; init; }

    /// <summary>Gets the last incidents of the range with a duration, the latest first.</summary>
    public required IReadOnlyList<IncidentDurationsRow> Incidents { get; init; }

    /// <summary>Gets the number of incidents that are left out, and that are earlier.</summary>
    public required int MoreIncidents { get; init; }

    /// <summary>Gets what does not count for a metric.</summary>
    public required IReadOnlyList<ExclusionRow> Excluded { get; init; }

    public required int MoreExcluded { get; init; }

    /// <summary>Gets the last incidents that came again, the latest first.</summary>
    public required IReadOnlyList<RecurrenceRow> Recurrences { get; init; }

    public required int MoreRecurrences { get; init; }

    /// <summary>Gets the last actions that were filed in the range, the latest first.</summary>
    public required IReadOnlyList<ImplementedRow> Implemented { get; init; }

    public required int MoreImplemented { get; init; }

    public required ActionFigures Actions { get; init; }

    public required RequiredFigures Required { get; init; }

    /// <summary>Gets the last postmortems, the latest draft first.</summary>
    public required IReadOnlyList<PostmortemRow> Postmortems { get; init; }

    /// <summary>Gets the number of all postmortems.</summary>
    public required int PostmortemTotal { get; init; }
}
