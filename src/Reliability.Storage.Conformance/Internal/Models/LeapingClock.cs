namespace Reliability.Storage.Conformance.Internal.Models;

/// <summary>A monotonic clock by which a century passes between one look and the next, so that a horizon is never what keeps a bucket of the model.</summary>
internal sealed class LeapingClock : TimeProvider
{
    private long _centuries;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Increment(ref _centuries) * TimeSpan.FromDays(36_525).Ticks;
}
