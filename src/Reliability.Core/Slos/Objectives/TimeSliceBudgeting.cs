using Reliability.Common.Internal;
using Reliability.Slos.Internal;

namespace Reliability.Slos;

/// <summary>Each slice of time counts once: good when enough of its events were good, however busy it was.</summary>
/// <remarks>
/// Slices are counted from the first one that was measured in the window, so a new service does not start with a debt of unmeasured time.
/// </remarks>
public sealed record TimeSliceBudgeting : Budgeting
{
    /// <summary>Sets how time is sliced.</summary>
    /// <param name="length">How long a slice lasts: a divisor of an hour in whole minutes, or a divisor of a day in whole hours.</param>
    /// <param name="sliceTargetPercent">The percentage of good events from which a slice is good: above 0, at most 100.</param>
    /// <param name="missing">What a slice without events counts as. Default: nothing.</param>
    /// <param name="minCoverageShare">
    /// The share of slices that must have been measured for the budget to be believed, 0 to 1. Default: 0.9.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public TimeSliceBudgeting(
        TimeSpan length,
        decimal sliceTargetPercent,
        MissingSlice missing = MissingSlice.Exclude,
        decimal minCoverageShare = 0.9m)
    {
        Check.That(
            IsDivisor(length),
            length,
            "A slice lasts a divisor of an hour in whole minutes (1, 2, 5, ... 60) or of a day in whole hours (1, 2, 3, ... 24).",
            nameof(length));
        Check.That(
            sliceTargetPercent is > 0 and <= 100,
            sliceTargetPercent,
            "A slice's target is a percentage above 0 and at most 100.",
            nameof(sliceTargetPercent));
        Check.That(Enum.IsDefined(missing), missing, "A missing slice is Good, Bad or Exclude.", nameof(missing));
        Check.That(minCoverageShare is >= 0 and <= 1, minCoverageShare, "The covered share is 0 to 1.", nameof(minCoverageShare));
        Length = length;
        SliceTargetPercent = sliceTargetPercent;
        Missing = missing;
        MinCoverageShare = minCoverageShare;
    }

    /// <summary>How long a slice lasts.</summary>
    public TimeSpan Length { get; }

    /// <summary>The percentage of good events from which a slice is good.</summary>
    public decimal SliceTargetPercent { get; }

    /// <summary>What a slice without events counts as.</summary>
    public MissingSlice Missing { get; }

    /// <summary>The share of slices that must have been measured for the budget to be believed.</summary>
    public decimal MinCoverageShare { get; }

    /// <summary>The start of the slice that holds an instant. Slices start at whole multiples of their length in UTC.</summary>
    internal DateTimeOffset StartOf(DateTimeOffset instant) => new(instant.UtcTicks - (instant.UtcTicks % Length.Ticks), TimeSpan.Zero);

    /// <summary>Whether a slice with events is good.</summary>
    internal bool IsGood(Indicator indicator, in WindowTotals totals) =>
        indicator.Credit(in totals) * 100 >= SliceTargetPercent * totals.Count;

    private static bool IsDivisor(TimeSpan length) =>
        length > TimeSpan.Zero
        && ((length.Ticks % TimeSpan.TicksPerMinute == 0 && TimeSpan.TicksPerHour % length.Ticks == 0)
            || (length.Ticks % TimeSpan.TicksPerHour == 0 && TimeSpan.TicksPerDay % length.Ticks == 0));
}
