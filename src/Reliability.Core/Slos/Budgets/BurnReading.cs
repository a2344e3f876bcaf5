namespace Reliability.Slos;

/// <summary>How fast an error budget was spent over a recent window.</summary>
public sealed record BurnReading
{
    /// <summary>The length of the window.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>The units of the window: events, or time slices if a budget that counts those burns.</summary>
    public required decimal Total { get; init; }

    /// <summary>How many of them were bad.</summary>
    public required decimal Bad { get; init; }

    /// <summary>How many of the window's buckets somebody measured; 0 means that nothing is known.</summary>
    public required long ObservedBuckets { get; init; }

    /// <summary>The share of bad events, 0 to 1; <see langword="null"/> without events.</summary>
    public decimal? ErrorRatio => Total > 0 ? Bad / Total : null;

    /// <summary>
    /// The error ratio over the share that may be bad: 1 spends exactly the budget over a whole period. <see langword="null"/> without
    /// events,
    /// and for zero tolerance.
    /// </summary>
    public required decimal? BurnRate { get; init; }

    /// <summary>
    /// The share of the whole period's budget that this window spent, weighed by traffic: bad / ((1 - target) · total of the
    /// period). <see langword="null"/> when the period has no events or the target allows none.
    /// </summary>
    public decimal? BudgetShare { get; init; }
}
