namespace Reliability.Core.Tests.Doubles;

/// <summary>A clock that the test sets, backwards too, with timers that the test fires.</summary>
internal sealed class StepClock(DateTimeOffset now) : TimeProvider
{
    private readonly List<StepTimer> _timers = [];

    public DateTimeOffset Now { get; set; } = now;

    /// <summary>Whether a timer that is due at its creation fires before the creator gets it, as a fast thread pool may.</summary>
    public bool FiresWhileCreating { get; init; }

    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>Fires every timer that is armed.</summary>
    public void FireTimers() => _timers.ForEach(timer => timer.Fire());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new StepTimer(callback, state) { IsArmed = dueTime != Timeout.InfiniteTimeSpan };
        _timers.Add(timer);
        if (FiresWhileCreating)
        {
            timer.Fire();
        }

        return timer;
    }

    private sealed class StepTimer(TimerCallback callback, object? state) : ITimer
    {
        public bool IsArmed { get; set; }

        public void Fire()
        {
            if (IsArmed)
            {
                IsArmed = false;
                callback(state);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => IsArmed = dueTime != Timeout.InfiniteTimeSpan;

        public void Dispose() => IsArmed = false;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
