namespace Reliability.Experiments;

/// <summary>The time that an experiment requires to reach its number of units.</summary>
public sealed record ExperimentDuration
{
    /// <summary>
    /// Gets the number of days at the mean traffic of the history, or <see langword="null"/> if the history does not determine it, for the
    /// reasons in <see cref="Reasons"/>.
    /// </summary>
    public int? Days { get; init; }

    /// <summary>
    /// Gets the number of days at the traffic of the busiest 7 days of the history, or <see langword="null"/> if it is unknown.
    /// </summary>
    public int? MinDays { get; init; }

    /// <summary>
    /// Gets the number of days at the traffic of the quietest 7 days, or <see langword="null"/> if it is unknown or there was no traffic in
    /// them.
    /// </summary>
    public int? MaxDays { get; init; }

    /// <summary>
    /// Gets the value of <see cref="Days"/> rounded up to whole weeks, so that each day of the week counts equally often, or
    /// <see langword="null"/> if <see cref="Days"/> is <see langword="null"/>.
    /// </summary>
    public int? SuggestedDays { get; init; }

    /// <summary>
    /// Gets the number of units, included or not, that must arrive until the slowest arm is full, or <see langword="null"/> if the
    /// experiment includes no units.
    /// </summary>
    public double? NeededUnits { get; init; }

    /// <summary>
    /// Gets the mean of the means of the seven days of the week, over the measured days, or <see langword="null"/> if the days are not
    /// comparable or none was measured.
    /// </summary>
    public double? UnitsPerDay { get; init; }

    /// <summary>Gets the basis of the result and its limitations, each as a sentence.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }
}
