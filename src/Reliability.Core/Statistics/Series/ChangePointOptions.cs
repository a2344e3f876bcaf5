namespace Reliability.Statistics;

/// <summary>How <see cref="ChangePoints"/> searches.</summary>
public sealed record ChangePointOptions
{
    /// <summary>Gets the probability that a series of independent values without a shift is reported with one.</summary>
    /// <value>0.000001 to 0.2. Default: 0.01.</value>
    public double FalseAlarmProbability { get; init; } = 0.01;

    /// <summary>Gets the least size of a shift in the unit of the values. Smaller ones are not reported.</summary>
    /// <value>0 or more. Default: 0.</value>
    public double MinEffect { get; init; }

    /// <summary>
    /// Gets the least size of a shift as a share of the level before it: 0.05 is 5 %. Smaller ones are not reported.
    /// </summary>
    /// <value>0 or more. Default: 0.</value>
    public double MinRelativeEffect { get; init; }

    /// <summary>
    /// Gets the number of phases of the season, which is its period in positions: 7 for the weekday on daily buckets. A season is removed
    /// before the search if it is significant at 0.01, or always if <see cref="Profile"/> states its effects.
    /// </summary>
    /// <value>2 to <see cref="SeasonalityTest.MaxPeriod"/>, or 0 for no season. Default: 0.</value>
    public int PhaseCount { get; init; }

    /// <summary>
    /// Gets the effects of the phases of the season, one for each phase of <see cref="PhaseCount"/>, or <see langword="null"/> to
    /// estimate them. Default: <see langword="null"/>.
    /// </summary>
    public IReadOnlyList<double>? Profile { get; init; }

    /// <summary>
    /// Gets the number of phases whose noise may differ: 24 for the hour of the day on hourly buckets. A value is then an outlier only if
    /// it is far by the noise of its own phase, and stands out from the values on both sides by more than the usual steps between
    /// neighbours.
    /// Shifts do not depend on it. With fewer than 10 values of a phase, the noise of all phases counts.
    /// </summary>
    /// <value>2 to <see cref="SeasonalityTest.MaxPeriod"/>, or 0 if the noise is the same in all phases. Default: 0.</value>
    public int NoisePhaseCount { get; init; }

    /// <summary>
    /// Gets the number of most recent points that show whether a shift has gone away. If they are back at the level before the last shift,
    /// that shift is transient.
    /// </summary>
    /// <value>1 to 100. Default: 3.</value>
    public int RecentPoints { get; init; } = 3;

    /// <summary>Gets the least number of points between two shifts and at both ends.</summary>
    /// <value>2 to 1000. Default: 4.</value>
    public int MinSegmentPoints { get; init; } = 4;
}
