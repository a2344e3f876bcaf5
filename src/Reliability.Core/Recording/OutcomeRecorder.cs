using Reliability.Common.Internal;
using Reliability.Recording.Internal;

namespace Reliability.Recording;

/// <summary>Records events that are good or bad.</summary>
public sealed class OutcomeRecorder : SeriesRecorder
{
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
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range.</exception>
    public void Record(long good, long bad)
    {
        Require(good, bad);
        LiveCell cell = Series.Cell;
        cell.Enter().AddOutcomes(good, bad);
        cell.Exit();
    }

    /// <summary>Records one event that happened at a given time.</summary>
    /// <param name="good"><see langword="true"/> if the event was good.</param>
    /// <param name="at">The time of the event.</param>
    public RecordResult Record(bool good, DateTimeOffset at) => RecordAt(at, new OutcomeEvent(good ? 1 : 0, good ? 0 : 1));

    /// <summary>Records events that were counted elsewhere and happened at a given time.</summary>
    /// <param name="good">The number of good events, from 0 to 10¹².</param>
    /// <param name="bad">The number of bad events, from 0 to 10¹².</param>
    /// <param name="at">The time of the events.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range.</exception>
    public RecordResult Record(long good, long bad, DateTimeOffset at)
    {
        Require(good, bad);
        return RecordAt(at, new OutcomeEvent(good, bad));
    }

    private static void Require(long good, long bad)
    {
        const long Most = 1_000_000_000_000;
        Check.Between(good, 0, Most);
        Check.Between(bad, 0, Most);
    }
}
