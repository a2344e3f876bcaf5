using System.Runtime.CompilerServices;
using Reliability.Common.Internal;
using Reliability.Recording.Internal;

namespace Reliability.Recording;

/// <summary>Records the durations of events.</summary>
public sealed class LatencyRecorder : SeriesRecorder
{
    private int _slot = ThreadSlots.None;

    internal LatencyRecorder(SeriesAccumulator series, RecordingClock clock)
        : base(series, clock)
    {
    }

    /// <summary>Gets the maximum duration of a good event.</summary>
    public TimeSpan Threshold => TimeSpan.FromTicks(Series.Definition.LimitTicks);

    /// <summary>Records an event that ended now.</summary>
    /// <param name="duration">The duration, zero or more.</param>
    /// <returns>
    /// <see langword="false"/> if the duration is outside its range and was only counted in <see cref="RecorderStatistics.Rejected"/>.
    /// </returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Record(TimeSpan duration)
    {
        // Read unconditionally, so that the compiler can keep the slots of the thread in a register throughout a loop.
        long[]?[]? buffers = ThreadSlots.Buffers;
        bool isRecorded = duration.Ticks >= 0 && ThreadSlots.TryAdd(buffers, _slot, duration.Ticks);
        GC.KeepAlive(this); // Its slots are given away once it is gone.
        return isRecorded || RecordSlowly(duration);
    }

    /// <summary>Records an event that ended now.</summary>
    /// <param name="seconds">The duration in seconds, from 0 to 10⁹.</param>
    /// <returns>
    /// <see langword="false"/> if the duration is outside its range and was only counted in <see cref="RecorderStatistics.Rejected"/>.
    /// </returns>
    public bool Record(double seconds)
    {
        if (IsInRange(seconds))
        {
            return Record(FromSeconds(seconds));
        }

        Reject(seconds, OutOfRange);
        return false;
    }

    /// <summary>Records an event that ended at a given time.</summary>
    /// <param name="duration">The duration, zero or more.</param>
    /// <param name="at">The time at which the event ended.</param>
    public RecordResult Record(TimeSpan duration, DateTimeOffset at)
    {
        long ticks = duration.Ticks;
        return ticks >= 0 ? RecordAt(at, ticks) : Reject(duration, Negative);
    }

    /// <summary>Records an event that ended at a given time.</summary>
    /// <param name="seconds">The duration in seconds, from 0 to 10⁹.</param>
    /// <param name="at">The time at which the event ended.</param>
    public RecordResult Record(double seconds, DateTimeOffset at) =>
        IsInRange(seconds) ? Record(FromSeconds(seconds), at) : Reject(seconds, OutOfRange);

    /// <summary>Records an event that ended now, in the total and in the series of its value.</summary>
    /// <param name="duration">The duration, zero or more.</param>
    /// <param name="split">The value of the dimension; <see langword="null"/> or white space for none. See
    /// <see cref="SeriesRecorder.SplitBy"/>.</param>
    /// <inheritdoc cref="Record(TimeSpan)"/>
    public bool Record(TimeSpan duration, string? split)
    {
        bool isRecorded = Record(duration);
        if (isRecorded)
        {
            (PartOf(split) as LatencyRecorder)?.Record(duration);
        }

        return isRecorded;
    }

    /// <summary>Records an event that ended now, in the total and in the series of its value.</summary>
    /// <param name="seconds">The duration in seconds, from 0 to 10⁹.</param>
    /// <param name="split">The value of the dimension; <see langword="null"/> or white space for none. See
    /// <see cref="SeriesRecorder.SplitBy"/>.</param>
    /// <inheritdoc cref="Record(double)"/>
    public bool Record(double seconds, string? split)
    {
        bool isRecorded = Record(seconds);
        if (isRecorded)
        {
            (PartOf(split) as LatencyRecorder)?.Record(seconds);
        }

        return isRecorded;
    }

    /// <summary>Records an event that ended at a given time, in the total and in the series of its value.</summary>
    /// <param name="seconds">The duration in seconds, from 0 to 10⁹.</param>
    /// <param name="at">The time.</param>
    /// <param name="split">The value of the dimension; <see langword="null"/> or white space for none. See
    /// <see cref="SeriesRecorder.SplitBy"/>.</param>
    public RecordResult Record(double seconds, DateTimeOffset at, string? split)
    {
        RecordResult result = Record(seconds, at);
        if (result == RecordResult.Accepted)
        {
            (PartOf(split) as LatencyRecorder)?.Record(seconds, at);
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool RecordSlowly(TimeSpan duration)
    {
        if (duration.Ticks < 0)
        {
            Reject(duration, Negative);
            return false;
        }

        Series.Add(duration.Ticks);
        _slot = Series.EventSlot;
        return true;
    }

    private static bool IsInRange(double seconds) => seconds is >= 0 and <= 1e9;

    private static TimeSpan FromSeconds(double seconds) => TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));

    private static ArgumentOutOfRangeException OutOfRange(SeriesRecorder recorder, double seconds) =>
        Check.OutOfRange(seconds, "The duration must be from 0 to 1000000000 seconds.", nameof(seconds));

    private static ArgumentOutOfRangeException Negative(SeriesRecorder recorder, TimeSpan duration) => Check.OutOfRange(
        duration,
        "The duration must be zero or more; measure it with a monotonic clock (Stopwatch, TimeProvider.GetTimestamp).",
        nameof(duration));
}
