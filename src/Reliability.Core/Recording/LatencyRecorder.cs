using System.Diagnostics.CodeAnalysis;
using Reliability.Common.Internal;
using Reliability.Recording.Internal;

namespace Reliability.Recording;

/// <summary>Records the durations of events.</summary>
public sealed class LatencyRecorder : SeriesRecorder
{
    private readonly long _threshold;

    internal LatencyRecorder(SeriesAccumulator series, RecordingClock clock)
        : base(series, clock)
    {
        // Rounded, because TimeSpan.FromSeconds truncates: 43 ms would become 42.9999 ms.
        _threshold = (long)Math.Round(series.Definition.Limit * TimeSpan.TicksPerSecond);
    }

    /// <summary>Gets the maximum duration of a good event.</summary>
    public TimeSpan Threshold => TimeSpan.FromTicks(_threshold);

    /// <summary>Records an event that ended now.</summary>
    /// <param name="duration">The duration, zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="duration"/> is negative.</exception>
    public void Record(TimeSpan duration)
    {
        long ticks = duration.Ticks;
        if (ticks < 0)
        {
            ThrowNegative(duration);
        }

        LiveCell cell = Series.Cell;
        cell.Enter().AddValue(Seconds(ticks), ticks, ticks <= _threshold);
        cell.Exit();
    }

    /// <summary>Records an event that ended now.</summary>
    /// <param name="seconds">The duration in seconds, from 0 to 10⁹.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="seconds"/> is NaN, infinite or outside its range.</exception>
    public void Record(double seconds) => Record(FromSeconds(seconds));

    /// <summary>Records an event that ended at a given time.</summary>
    /// <param name="duration">The duration, zero or more.</param>
    /// <param name="at">The time at which the event ended.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="duration"/> is negative.</exception>
    public RecordResult Record(TimeSpan duration, DateTimeOffset at)
    {
        long ticks = duration.Ticks;
        if (ticks < 0)
        {
            ThrowNegative(duration);
        }

        return RecordAt(at, new ValueEvent(Seconds(ticks), ticks, ticks <= _threshold));
    }

    /// <summary>Records an event that ended at a given time.</summary>
    /// <param name="seconds">The duration in seconds, from 0 to 10⁹.</param>
    /// <param name="at">The time at which the event ended.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="seconds"/> is NaN, infinite or outside its range.</exception>
    public RecordResult Record(double seconds, DateTimeOffset at) => Record(FromSeconds(seconds), at);

    private static double Seconds(long ticks) => (double)ticks / TimeSpan.TicksPerSecond;

    private static TimeSpan FromSeconds(double seconds) =>
        seconds is >= 0 and <= 1e9
            ? TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond))
            : throw Check.OutOfRange(seconds, "The duration must be from 0 to 1000000000 seconds.", nameof(seconds));

    [DoesNotReturn]
    private static void ThrowNegative(TimeSpan duration) =>
        throw Check.OutOfRange(
            duration,
            "The duration must be zero or more; measure it with a monotonic clock (Stopwatch, TimeProvider.GetTimestamp).",
            nameof(duration));
}
