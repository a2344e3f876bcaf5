namespace Reliability.Slos;

/// <summary>What ranges of time, such as those of an incident, burnt of the budget of an objective.</summary>
public sealed record BurntBudget
{
    /// <summary>Gets the name of the objective.</summary>
    public required string Slo { get; init; }

    /// <summary>
    /// Gets the bad units, events or time slices, that the budget would not have if the minutes of the ranges were excluded: 0 or more.
    /// </summary>
    public required decimal Bad { get; init; }

    /// <summary>Gets the bad events in the minutes of the ranges, also for an objective that counts time slices.</summary>
    public required decimal BadEvents { get; init; }

    /// <summary>Gets the bad units that the budget allowed at the end of the ranges.</summary>
    public required decimal Allowed { get; init; }

    /// <summary>Gets a value indicating whether the events are good or bad ones, so that bad ones can be counted: not scores.</summary>
    public required bool CountsEvents { get; init; }

    /// <summary>
    /// Gets a value indicating whether some minutes are no longer kept, so that the hours at the ends of the ranges count as a whole, and
    /// time slices shorter than an hour not at all.
    /// </summary>
    public required bool IsEstimate { get; init; }

    /// <summary>Gets <see cref="Bad"/> as a share of <see cref="Allowed"/>, or <see langword="null"/> if none is allowed.</summary>
    public decimal? Share => Allowed > 0 ? Bad / Allowed : null;
}
