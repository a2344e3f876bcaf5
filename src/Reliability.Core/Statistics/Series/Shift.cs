namespace Reliability.Statistics;

/// <summary>A change of the level of a series.</summary>
public sealed record Shift
{
    /// <summary>Gets the index of the first value at the new level. For a ramp, it is the index where the ramp begins.</summary>
    public required int Index { get; init; }

    /// <summary>
    /// Gets the first index of the interval of the location. It contains the location with a probability of about 95 %. For a ramp, the
    /// interval is the extent of the ramp.
    /// </summary>
    public required int From { get; init; }

    /// <summary>Gets the last index of the interval of the location.</summary>
    public required int To { get; init; }

    /// <summary>Gets how the level changes.</summary>
    public required ShiftKind Kind { get; init; }

    /// <summary>Gets the level after the shift minus the level before it, in the unit of the values.</summary>
    public required double Size { get; init; }

    /// <summary>Gets the level before the shift: the mean since the previous shift, without the season and with outliers limited.</summary>
    public required double Before { get; init; }

    /// <summary>Gets the level after the shift: the mean up to the next shift, without the season and with outliers limited.</summary>
    public required double After { get; init; }

    /// <summary>
    /// Gets the probability that a series of this length without a shift has one at least as clear as this anywhere, from 0 to 1. It is 0
    /// if the values do not vary around the levels.
    /// </summary>
    public required double PValue { get; init; }
}
