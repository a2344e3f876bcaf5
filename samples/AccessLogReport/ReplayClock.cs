namespace AccessLogReport;

/// <summary>The clock of a replay: it stands at the latest line that was read. A line from the future does not move it.</summary>
internal sealed class ReplayClock(TimeProvider real) : TimeProvider
{
    /// <summary>How far the clocks of the server that wrote and the machine that reads may differ.</summary>
    public static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>Moves to the time of a line, if that is later than the lines before and not in the future.</summary>
    public void MoveTo(DateTimeOffset time)
    {
        if (time > _now && time <= real.GetUtcNow() + ClockDifference)
        {
            _now = time;
        }
    }

    /// <summary>No timer ever fires: the replay collects by itself.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => StoppedTimer.Instance;

    private sealed class StoppedTimer : ITimer
    {
        public static readonly StoppedTimer Instance = new();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
