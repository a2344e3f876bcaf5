namespace AccessLogReport;

/// <summary>The clock of a replay: it stands at the latest line that was read, and never past the present.</summary>
internal sealed class ReplayClock(TimeProvider real) : TimeProvider
{
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>Moves to the time of a line, if that is later than the lines before.</summary>
    public void MoveTo(DateTimeOffset time)
    {
        if (time > _now)
        {
            DateTimeOffset present = real.GetUtcNow();
            _now = time < present ? time : present;
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
