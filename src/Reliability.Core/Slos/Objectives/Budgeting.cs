namespace Reliability.Slos;

/// <summary>Specifies the unit in which an error budget is counted: events, or slices of time.</summary>
public abstract record Budgeting
{
    private protected Budgeting()
    {
    }

    /// <summary>Gets the default: each event counts once.</summary>
    public static Budgeting Occurrences { get; } = new OccurrenceBudgeting();

    /// <summary>Creates a budgeting in which each slice of time counts once, as good or bad, regardless of its traffic.</summary>
    /// <inheritdoc cref="TimeSliceBudgeting(TimeSpan, decimal, MissingSlice, decimal)"/>
    public static Budgeting TimeSlices(
        TimeSpan length,
        decimal sliceTargetPercent,
        MissingSlice missing = MissingSlice.Exclude,
        decimal minCoverageShare = 0.9m) => new TimeSliceBudgeting(length, sliceTargetPercent, missing, minCoverageShare);
}
