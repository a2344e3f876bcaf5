namespace Reliability.Storage.Conformance.Internal.Models;

/// <summary>
/// A monotonic clock that advances by a century at each call, so that the horizon never prevents the model from trimming a bucket.
/// </summary>
internal sealed class LeapingClock : TimeProvider
{
    private long _centuries;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Increment(ref _centuries) * TimeSpan.FromDays(36_525).Ticks;
}
