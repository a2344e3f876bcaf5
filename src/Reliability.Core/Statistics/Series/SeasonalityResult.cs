namespace Reliability.Statistics;

/// <summary>The result of <see cref="SeasonalityTest"/>.</summary>
public sealed record SeasonalityResult
{
    /// <summary>Gets the period that was tested, in positions.</summary>
    public required int Period { get; init; }

    /// <summary>Gets the number of values.</summary>
    public required int Count { get; init; }

    /// <summary>Gets the number of periods from the first position to the last one, as a fraction.</summary>
    public required double Cycles { get; init; }

    /// <summary>Gets the outcome. It also states why <see cref="PValue"/> is null.</summary>
    public required SeasonalityState State { get; init; }

    /// <summary>
    /// Gets the statistic of the test, or null without a test. It is also null if the season and the trend explain the values exactly,
    /// because the statistic is infinite then.
    /// </summary>
    public required double? F { get; init; }

    /// <summary>
    /// Gets the probability of an F statistic at least this large without a season, from 0 to 1, or null if there was no test.
    /// </summary>
    public required double? PValue { get; init; }

    /// <summary>
    /// Gets the strength of the season, from 0 to 1: max(0, 1 - var(R) / var(S + R)) with the seasonal part S and the remainder R. It is 0
    /// without a test. It states how much of the variation around the trend follows the season, not whether a season exists: the strength
    /// of pure noise is not 0.
    /// </summary>
    public required double Strength { get; init; }

    /// <summary>
    /// Gets the effect of each phase in the unit of the values. The phase of a position is its remainder modulo the period. The effects of
    /// the phases that have values sum to 0. The effect of a phase without values is 0. The list is empty without a test.
    /// </summary>
    public required IReadOnlyList<double> Profile { get; init; }

    /// <summary>
    /// Gets the autocorrelation of the errors at a distance of one position that the test assumed, from 0 to 0.97. It is 0 without a test.
    /// </summary>
    public required double Autocorrelation { get; init; }

    /// <summary>Gets a value indicating whether the phases of the period differ significantly.</summary>
    public bool IsSeasonal => State == SeasonalityState.Seasonal;
}
