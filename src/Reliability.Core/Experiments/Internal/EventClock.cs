namespace Reliability.Experiments.Internal;

/// <summary>
/// The clock for event times, accurate to some milliseconds. It reads the system clock at each flush and advances it by the coarse tick
/// count, which costs a quarter of a read. Within a process, time goes backwards only if the system clock was set back, so an outcome of a
/// unit never precedes its exposure. Any other time provider is read directly.
/// </summary>
internal sealed class EventClock
{
    /// <summary>The resolution of the tick count. A smaller difference is no reason for a correction.</summary>
    private const long Tolerance = 50 * TimeSpan.TicksPerMillisecond;
    private readonly TimeProvider _timeProvider;
    private readonly bool _isSystem;
    private long _origin;

    public EventClock(TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _isSystem = ReferenceEquals(timeProvider, TimeProvider.System);
        Synchronize();
    }

    /// <summary>Gets the current time in ticks of UTC.</summary>
    public long Now => _isSystem ? Volatile.Read(ref _origin) + CoarseTicks : _timeProvider.GetUtcNow().UtcTicks;

#pragma warning disable RS0030 // Only when the caller's clock is the system's itself: docs/decisions/0014.
    private static long CoarseTicks => Environment.TickCount64 * TimeSpan.TicksPerMillisecond;
#pragma warning restore RS0030

    /// <summary>Follows the system clock if it was set, or if the tick count deviates from it.</summary>
    public void Synchronize()
    {
        long origin = _timeProvider.GetUtcNow().UtcTicks - CoarseTicks;
        if (Math.Abs(origin - Volatile.Read(ref _origin)) > Tolerance)
        {
            Volatile.Write(ref _origin, origin);
        }
    }
}
