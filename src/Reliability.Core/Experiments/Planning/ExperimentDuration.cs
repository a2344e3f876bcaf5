namespace Reliability.Experiments;

/// <summary>How long an experiment will take to get its units.</summary>
/// <param name="Days">The days it takes at the mean traffic of the history; <see langword="null"/> when the history does not say, and <paramref name="Reasons"/> why.</param>
/// <param name="FewestDays">The days at the traffic of the busiest 7 days of the history; <see langword="null"/> when unknown.</param>
/// <param name="MostDays">The days at the traffic of its quietest 7 days; <see langword="null"/> when unknown, or when nothing came in them.</param>
/// <param name="SuggestedDays">
/// <paramref name="Days"/> rounded up to whole weeks, so that each day of the week counts as often; <see langword="null"/> when they are.
/// </param>
/// <param name="NeededUnits">The units that must come by, taken or not, until the arm that takes longest is full; <see langword="null"/> when the experiment takes nobody.</param>
/// <param name="UnitsPerDay">The mean of the seven days of the week, each of them the mean of those that were measured; <see langword="null"/> where days are not alike, or none was measured.</param>
/// <param name="Reasons">What the answer rests on, and what it lacks; each a sentence.</param>
public sealed record ExperimentDuration(
    int? Days, int? FewestDays, int? MostDays, int? SuggestedDays, double? NeededUnits, double? UnitsPerDay, IReadOnlyList<string> Reasons);
