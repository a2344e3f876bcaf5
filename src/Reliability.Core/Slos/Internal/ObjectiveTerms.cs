using Reliability.Recording;

namespace Reliability.Slos.Internal;

/// <summary>
/// What an objective promises, apart from its name and its alerts. Rules state by it whether they fit an objective, and texts describe it.
/// </summary>
internal readonly record struct ObjectiveTerms(Indicator Indicator, decimal Target, SloWindow Window, Budgeting Budgeting)
{
    /// <summary>Gets the series that stores the events.</summary>
    public required SeriesDefinition Series { get; init; }

    /// <summary>Gets the burn rate if every event is bad; <see langword="null"/> for zero tolerance.</summary>
    public required decimal? MaxBurnRate { get; init; }
}
