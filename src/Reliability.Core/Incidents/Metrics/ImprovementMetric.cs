namespace Reliability.Incidents;

/// <summary>A metric of how a team improves: what it is, how many records count, and which do not, with the reason.</summary>
public abstract record ImprovementMetric
{
    private protected ImprovementMetric()
    {
    }

    /// <summary>Gets the name, such as "time-to-restore". It never changes.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the unit of the figures: "seconds", "share", "per day" or "per 30 days".</summary>
    public required string Unit { get; init; }

    /// <summary>Gets the definition in words.</summary>
    public required string Definition { get; init; }

    /// <summary>Gets a value indicating whether less is better.</summary>
    public required bool IsLowerBetter { get; init; }

    /// <summary>Gets the number of records that count.</summary>
    public required int Count { get; init; }

    /// <summary>
    /// Gets the confidence level of the interval, at least 0.95 and below 1, or <see langword="null"/> if there is no interval.
    /// </summary>
    public double? ConfidenceLevel { get; init; }

    /// <summary>Gets the records that do not count, with the reason, in the order of their times.</summary>
    public IReadOnlyList<MetricExclusion> Excluded { get; init => field = value ?? []; } = [];

    /// <summary>Gets the figure that two periods are compared by, or <see langword="null"/> if it is not defined.</summary>
    internal abstract double? Centre { get; }

    /// <summary>Gets the interval of that figure, or <see langword="null"/> if there is none.</summary>
    internal abstract (double Low, double High)? Interval { get; }
}
