namespace Reliability.Experiments.Internal;

/// <summary>
/// The time of events, to some milliseconds: the system's clock is read at each flush, and the coarse tick, which costs a quarter of it, carries it on. Within a process
/// time goes back only when the system's clock was set back, so that what a unit does after it was exposed is not before. Any other clock is asked itself.
/// </summary>
internal sealed class EventClock
{
    /// <summary>The tick is that coarse; what differs by less is no reason to move.</summary>
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

    /// <summary>Ticks of UTC.</summary>
    public long Now => _isSystem ? Volatile.Read(ref _origin) + CoarseTicks : _timeProvider.GetUtcNow().UtcTicks;

#pragma warning disable RS0030 // Only when the caller's clock is the system's itself: docs/decisions/0014.
    private static long CoarseTicks => Environment.TickCount64 * TimeSpan.TicksPerMillisecond;
#pragma warning restore RS0030

    /// <summary>Follows the system's clock when it was set, or when the tick ran away from it.</summary>
    public void Synchronize()
    {
        long origin = _timeProvider.GetUtcNow().UtcTicks - CoarseTicks;
        if (Math.Abs(origin - Volatile.Read(ref _origin)) > Tolerance)
        {
            Volatile.Write(ref _origin, origin);
        }
    }
}
