namespace Reliability.Statistics;

/// <summary>How <see cref="ChangePoints"/> searches.</summary>
public sealed record ChangePointOptions
{
    /// <summary>
    /// Gets the probability that a series of independent values without a shift is reported with one, from 0.000001 to 0.2. The default is
    /// 0.01.
    /// </summary>
    public double FalseAlarmProbability { get; init; } = 0.01;

    /// <summary>
    /// Gets the least size of a shift in the unit of the values, 0 or more. Smaller ones are not reported. The default is 0.
    /// </summary>
    public double MinEffect { get; init; }

    /// <summary>
    /// Gets the least size of a shift as a share of the level before it, 0 or more: 0.05 is 5 %. Smaller ones are not reported. The default
    /// is 0.
    /// </summary>
    public double MinRelativeEffect { get; init; }

    /// <summary>
    /// Gets the number of phases of the season, which is its period in positions, or 0 for none: 7 for the weekday on daily buckets. A
    /// season is removed before the search if it is significant at 0.01, or always if <see cref="Profile"/> states its effects. The
    /// default is 0.
    /// </summary>
    public int PhaseCount { get; init; }

    /// <summary>
    /// Gets the effects of the phases of the season, one for each phase of <see cref="PhaseCount"/>, or null to estimate them. The default
    /// is null.
    /// </summary>
    public IReadOnlyList<double>? Profile { get; init; }

    /// <summary>
    /// Gets the number of most recent points that show whether a shift has gone away, from 1 to 100. If they are back at the level before
    /// the last shift, that shift is transient. The default is 3.
    /// </summary>
    public int RecentPoints { get; init; } = 3;

    /// <summary>Gets the least number of points between two shifts and at both ends, from 2 to 1000. The default is 4.</summary>
    public int MinSegmentPoints { get; init; } = 4;
}
