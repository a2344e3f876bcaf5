namespace Reliability.Dashboard.Internal;

/// <summary>How a service improves, in brief. What is not recorded has no figure.</summary>
internal sealed record ImprovementServiceRow
{
    public required string Service { get; init; }

    public required MetricRow Restore { get; init; }

    public required MetricRow Recurring { get; init; }

    public required MetricRow ChangeFailure { get; init; }

    public required MetricRow Implement { get; init; }

    /// <summary>Gets the number of open actions; <see langword="null"/> if no postmortem is stored.</summary>
    public int? OpenActions { get; init; }

    public int? OverdueActions { get; init; }

    /// <summary>Gets the number of postmortems that are required and not final; <see langword="null"/> without incidents.</summary>
    public int? MissingPostmortems { get; init; }

    public int? OverduePostmortems { get; init; }
}
