namespace Reliability.Slos;

/// <summary>What a budget counts: events, or slices of time.</summary>
public abstract record Budgeting
{
    private protected Budgeting()
    {
    }

    /// <summary>The default: each event counts once.</summary>
    public static Budgeting Occurrences { get; } = new OccurrenceBudgeting();

    /// <summary>Each slice of time counts once, good or bad as a whole, however busy it was.</summary>
    /// <inheritdoc cref="TimeSliceBudgeting(TimeSpan, decimal, MissingSlice, decimal)"/>
    public static Budgeting TimeSlices(
        TimeSpan length,
        decimal sliceTarget,
        MissingSlice missing = MissingSlice.Exclude,
        decimal coverageFloor = 0.9m) => new TimeSliceBudgeting(length, sliceTarget, missing, coverageFloor);
}
