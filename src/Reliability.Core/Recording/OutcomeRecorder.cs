using Reliability.Common.Internal;
using Reliability.Recording.Internal;

namespace Reliability.Recording;

/// <summary>Records events that are good or bad.</summary>
public sealed class OutcomeRecorder : SeriesRecorder
{
    private const long MaxEvents = 1_000_000_000_000;

    internal OutcomeRecorder(SeriesAccumulator series, RecordingClock clock)
        : base(series, clock)
    {
    }

    /// <summary>Records one event that happened now.</summary>
    /// <param name="good"><see langword="true"/> if the event was good.</param>
    public void Record(bool good)
    {
        LiveCell cell = Series.Cell;
        cell.Enter().AddOutcome(good);
        cell.Exit();
    }

    /// <summary>Records events that were counted elsewhere and happened now.</summary>
    /// <param name="good">The number of good events, from 0 to 10¹².</param>
    /// <param name="bad">The number of bad events, from 0 to 10¹².</param>
    /// <returns>
    /// <see langword="false"/> if a count is outside its range and was only counted in <see cref="RecorderStatistics.Rejected"/>.
    /// </returns>
    public bool Record(long good, long bad)
    {
        if (!AreInRange(good, bad))
        {
            Reject((good, bad), Fault);
            return false;
        }

        LiveCell cell = Series.Cell;
        cell.Enter().AddOutcomes(good, bad);
        cell.Exit();
        return true;
    }

    /// <summary>Records one event that happened at a given time.</summary>
    /// <param name="good"><see langword="true"/> if the event was good.</param>
    /// <param name="at">The time of the event.</param>
    public RecordResult Record(bool good, DateTimeOffset at) => RecordAt(at, new OutcomeEvent(good ? 1 : 0, good ? 0 : 1));

    /// <summary>Records events that were counted elsewhere and happened at a given time.</summary>
    /// <param name="good">The number of good events, from 0 to 10¹².</param>
    /// <param name="bad">The number of bad events, from 0 to 10¹².</param>
    /// <param name="at">The time of the events.</param>
    public RecordResult Record(long good, long bad, DateTimeOffset at) =>
        AreInRange(good, bad) ? RecordAt(at, new OutcomeEvent(good, bad)) : Reject((good, bad), Fault);

    private static bool AreInRange(long good, long bad) => good is >= 0 and <= MaxEvents && bad is >= 0 and <= MaxEvents;

    private static ArgumentOutOfRangeException Fault(SeriesRecorder recorder, (long Good, long Bad) counts) =>
        counts.Good is >= 0 and <= MaxEvents ? Of("bad", counts.Bad) : Of("good", counts.Good);

    private static ArgumentOutOfRangeException Of(string name, long count) =>
        Check.OutOfRange(count, "A count must be from 0 to 1000000000000.", name);
}
