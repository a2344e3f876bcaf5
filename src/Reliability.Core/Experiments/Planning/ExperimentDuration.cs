namespace Reliability.Experiments;

/// <summary>How long an experiment will take to get its units.</summary>
public sealed record ExperimentDuration
{
    /// <summary>The days it takes at the mean traffic of the history; <see langword="null"/> when the history does not say, and <see cref="Reasons"/> why.</summary>
    public int? Days { get; init; }

    /// <summary>The days at the traffic of the busiest 7 days of the history; <see langword="null"/> when unknown.</summary>
    public int? MinDays { get; init; }

    /// <summary>The days at the traffic of its quietest 7 days; <see langword="null"/> when unknown, or when nothing came in them.</summary>
    public int? MaxDays { get; init; }

    /// <summary>
    /// /// <see cref="Days"/> rounded up to whole weeks, so that each day of the week counts as often; <see langword="null"/> when they are.
    /// 
    /// </summary>
    public int? SuggestedDays { get; init; }

    /// <summary>The units that must come by, taken or not, until the arm that takes longest is full; <see langword="null"/> when the experiment takes nobody.</summary>
    public double? NeededUnits { get; init; }

    /// <summary>The mean of the seven days of the week, each of them the mean of those that were measured; <see langword="null"/> where days are not alike, or none was measured.</summary>
    public double? UnitsPerDay { get; init; }

    /// <summary>What the answer rests on, and what it lacks; each a sentence.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }
}
