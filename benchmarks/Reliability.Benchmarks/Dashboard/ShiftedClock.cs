namespace Reliability.Benchmarks.Dashboard;

/// <summary>The clock of the system, that can be set forward, so that a snapshot is read again without waiting.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private TimeSpan _shift;

    public void Advance(TimeSpan by) => _shift += by;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _shift;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(_shift.TotalSeconds * TimestampFrequency);
}
