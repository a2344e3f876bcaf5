using Reliability.Common.Internal;
using Reliability.Recording.Internal;

namespace Reliability.Recording;

/// <summary>Records events that are good or bad.</summary>
public sealed class OutcomeRecorder : SeriesRecorder
{
    private const long MaxEvents = 1_000_000_000_000;

    /// <summary>
    /// A call with more events than this takes the lock of the series, so that the counters of a thread cannot grow by 2^63 between two
    /// collections.
    /// </summary>
    private const long MaxCounted = 1 << 24;

    // The counter of bad events; that of good ones is the next.
    private readonly int _slot;

    internal OutcomeRecorder(SeriesAccumulator series, RecordingClock clock)
        : base(series, clock) => _slot = series.CounterSlot;

    /// <summary>Records one event that happened now.</summary>
    /// <param name="good"><see langword="true"/> if the event was good.</param>
    public void Record(bool good)
    {
        int slot = _slot + (good ? 1 : 0);
        if (!ThreadSlots.TryCount(slot, 1))
        {
            Series.Count(slot, 1);
        }

        GC.KeepAlive(this); // Its slots are given away once it is gone.
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

        if (good > MaxCounted || bad > MaxCounted)
        {
            Series.CountMany(good, bad);
            return true;
        }

        if (!ThreadSlots.TryCount(_slot, bad))
        {
            Series.Count(_slot, bad);
        }

        if (!ThreadSlots.TryCount(_slot + 1, good))
        {
            Series.Count(_slot + 1, good);
        }

        GC.KeepAlive(this); // Its slots are given away once it is gone.
        return true;
    }

    /// <summary>Records one event that happened at a given time.</summary>
    /// <param name="good"><see langword="true"/> if the event was good.</param>
    /// <param name="at">The time of the event.</param>
    public RecordResult Record(bool good, DateTimeOffset at) => RecordAt(at, good ? 1 : 0);

    /// <summary>Records events that were counted elsewhere and happened at a given time.</summary>
    /// <param name="good">The number of good events, from 0 to 10¹².</param>
    /// <param name="bad">The number of bad events, from 0 to 10¹².</param>
    /// <param name="at">The time of the events.</param>
    public RecordResult Record(long good, long bad, DateTimeOffset at) =>
        AreInRange(good, bad) ? RecordAt(at, good, bad) : Reject((good, bad), Fault);

    /// <summary>Records one event that happened now, in the total and in the series of its value.</summary>
    /// <param name="good"><see langword="true"/> if the event was good.</param>
    /// <param name="split">The value of the dimension; <see langword="null"/> or white space for none. See
    /// <see cref="SeriesRecorder.SplitBy"/>.</param>
    public void Record(bool good, string? split)
    {
        Record(good);
        (PartOf(split) as OutcomeRecorder)?.Record(good);
    }

    /// <summary>Records events that were counted elsewhere and happened now, in the total and in the series of their value.</summary>
    /// <param name="good">The number of good events, from 0 to 10¹².</param>
    /// <param name="bad">The number of bad events, from 0 to 10¹².</param>
    /// <param name="split">The value of the dimension; <see langword="null"/> or white space for none. See
    /// <see cref="SeriesRecorder.SplitBy"/>.</param>
    /// <inheritdoc cref="Record(long, long)"/>
    public bool Record(long good, long bad, string? split)
    {
        bool isRecorded = Record(good, bad);
        if (isRecorded)
        {
            (PartOf(split) as OutcomeRecorder)?.Record(good, bad);
        }

        return isRecorded;
    }

    /// <summary>Records one event that happened at a given time, in the total and in the series of its value.</summary>
    /// <param name="good"><see langword="true"/> if the event was good.</param>
    /// <param name="at">The time of the event.</param>
    /// <param name="split">The value of the dimension; <see langword="null"/> or white space for none. See
    /// <see cref="SeriesRecorder.SplitBy"/>.</param>
    public RecordResult Record(bool good, DateTimeOffset at, string? split)
    {
        RecordResult result = Record(good, at);
        if (result == RecordResult.Accepted)
        {
            (PartOf(split) as OutcomeRecorder)?.Record(good, at);
        }

        return result;
    }

    private static bool AreInRange(long good, long bad) => good is >= 0 and <= MaxEvents && bad is >= 0 and <= MaxEvents;

    private static ArgumentOutOfRangeException Fault(SeriesRecorder recorder, (long Good, long Bad) counts) =>
        counts.Good is >= 0 and <= MaxEvents ? Of("bad", counts.Bad) : Of("good", counts.Good);

    private static ArgumentOutOfRangeException Of(string name, long count) =>
        Check.OutOfRange(count, "A count must be from 0 to 1000000000000.", name);
}
