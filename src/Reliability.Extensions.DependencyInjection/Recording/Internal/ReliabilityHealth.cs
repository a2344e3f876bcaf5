using Reliability.Jobs;
using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>The state of the store, as the worker last saw it.</summary>
internal sealed class ReliabilityHealth(ReliabilityRecorder recorder, JobCoordinator jobs, TimeProvider timeProvider) : IReliabilityHealth
{
    private volatile Answer _last = new(StoreState.Unknown, null, null, null);

    public ReliabilityHealthReport GetReport()
    {
        Answer last = _last;
        return new()
        {
            Store = last.State,
            LastFlush = last.LastFlush,
            FailingSince = last.FailingSince,
            Problem = last.Problem,
            Recorder = recorder.GetStatistics(),
            Feeds = recorder.GetFeeds(),
            LateJobs = [.. jobs.LastKnownStatus.Where(job => job.State == JobState.Late)],
        };
    }

    /// <summary>Notes that the store accepted everything that was recorded before <paramref name="time"/>.</summary>
    public void Stored(DateTimeOffset time) => _last = new(StoreState.Healthy, time, null, null);

    public void Failed(string problem)
    {
        Answer last = _last;
        _last = last with { State = StoreState.Failing, FailingSince = last.FailingSince ?? timeProvider.GetUtcNow(), Problem = problem };
    }

    private sealed record Answer(StoreState State, DateTimeOffset? LastFlush, DateTimeOffset? FailingSince, string? Problem);
}
