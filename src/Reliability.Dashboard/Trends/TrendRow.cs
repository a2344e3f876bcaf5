namespace Reliability.Dashboard.Internal;

/// <summary>A metric with its trend, in the list.</summary>
internal sealed record TrendRow
{
    public required string Metric { get; init; }

    public required string Service { get; init; }

    public string? Description { get; init; }

    /// <summary>Gets the verdict: Degrading, Changing, Improving, Stable or InsufficientData.</summary>
    public required string Verdict { get; init; }

    /// <summary>Gets the verdict with its reasons in words.</summary>
    public required string Summary { get; init; }

    /// <summary>Gets the figure that is analyzed, in words.</summary>
    public required string Figure { get; init; }

    /// <summary>Gets the unit of the values; empty without one.</summary>
    public required string Unit { get; init; }

    /// <summary>Gets the value of the last day.</summary>
    public double? Value { get; init; }

    /// <summary>
    /// Gets the change that decides the verdict as a share, along the line or over lasting shifts; <see langword="null"/> without one.
    /// </summary>
    public double? Change { get; init; }

    /// <summary>Gets the low end of the interval of the change.</summary>
    public double? Low { get; init; }

    /// <summary>Gets the high end of the interval of the change.</summary>
    public double? High { get; init; }

    /// <summary>Gets the shift that came last.</summary>
    public TrendShiftRow? LastShift { get; init; }

    /// <summary>Gets why the metric gets no values in this process; <see langword="null"/> if something feeds it.</summary>
    public string? FeedProblem { get; init; }

    /// <summary>Gets the values of the last 90 days, oldest first; null for days without one.</summary>
    public required IReadOnlyList<double?> Days { get; init; }

    /// <summary>Gets the days at which the level shifts, as indexes of <see cref="Days"/>.</summary>
    public required IReadOnlyList<int> ShiftDays { get; init; }
}
