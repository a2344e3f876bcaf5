namespace Reliability.Guarantees.Tests;

/// <summary>Monotonic time that passes when a test says so.</summary>
internal sealed class PassingTime : TimeProvider
{
    private long _timestamp;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _timestamp);

    public void Pass(TimeSpan time) => Interlocked.Add(ref _timestamp, time.Ticks);
}
