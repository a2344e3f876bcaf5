using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reliability.Common;
using Reliability.Jobs;
using Reliability.Storage;

namespace Reliability.Internal;

/// <summary>
/// Stores the heartbeat of this process, renews its leases, and monitors that every declared job is done, by this process or another.
/// </summary>
internal sealed class HeartbeatWorker(
    JobCoordinator coordinator, TimeProvider timeProvider, ILogger logger) : BackgroundService
{
    private readonly Cadence _beats = new(coordinator.Options.HeartbeatInterval / 2, timeProvider);
    private readonly Cadence _looks = new(coordinator.Options.HeartbeatInterval, timeProvider);
    private readonly HashSet<(string Service, string Job, string Item)> _late = [];
    private readonly HashSet<(string, string, string)> _conflicts = [];
    private readonly HashSet<UnreadableDocument> _unreadable = [];
    private bool _isOff;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await coordinator.LeaveAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ReliabilityException or OperationCanceledException)
        {
            // A lease that is not released expires by itself.
        }
    }

    internal Task BeatOnceAsync(CancellationToken stoppingToken) => _beats.TryAsync(
        coordinator.BeatAsync,
        e => JobLog.HeartbeatFailed(logger, coordinator.Options.HeartbeatInterval * 1.5, e.Message, e),
        () => JobLog.HeartbeatRecovered(logger),
        stoppingToken);

    /// <summary>Checks the declared jobs and definitions once; logs only what changed.</summary>
    internal async Task LookOnceAsync(CancellationToken stoppingToken)
    {
        await _looks.TryAsync(
            async token => await coordinator.GetStatusAsync(token).ConfigureAwait(false),
            e => JobLog.Failed(logger, "watch", 1, e.Message, e),
            () => JobLog.Recovered(logger, "watch"),
            stoppingToken).ConfigureAwait(false);

        // Also when the store is unavailable: the last known status shows how long ago each job was done.
        IReadOnlyList<JobStatus> known = coordinator.LastKnownStatus;
        foreach (JobStatus status in known)
        {
            ReportLateness(status);
        }

        ReportNoLonger(known);
        ReportConflicts(coordinator.Conflicts);
        ReportUnreadable(coordinator.Unreadable);
        bool isOff = coordinator.ClockOffset is { } offset && offset.Duration() > JobCoordinator.ClockTolerance;
        if (isOff && !_isOff)
        {
            JobLog.ClockDiffers(logger, coordinator.ClockOffset!.Value);
        }

        _isOff = isOff;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(BeatLoopAsync(stoppingToken), LookLoopAsync(stoppingToken));

    private async Task BeatLoopAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        do
        {
            await BeatOnceAsync(stoppingToken).ConfigureAwait(false);
        }
        while (await Cadence.PauseAsync(coordinator.Options.HeartbeatInterval / 2, timeProvider, stoppingToken).ConfigureAwait(false));
    }

    private async Task LookLoopAsync(CancellationToken stoppingToken)
    {
        while (await Cadence.PauseAsync(coordinator.Options.HeartbeatInterval, timeProvider, stoppingToken).ConfigureAwait(false))
        {
            await LookOnceAsync(stoppingToken).ConfigureAwait(false);
        }
    }

    private void ReportLateness(JobStatus status)
    {
        (string, string, string) key = (status.Service, status.Job, status.Item);
        if (status.State == JobState.Late && _late.Add(key))
        {
            string reason = status.Fault
                ?? (status.Holder is { } holder ? $"The process {holder} holds the lease." : "No process holds the lease.");
            JobLog.Late(
                logger,
                status.Job,
                status.Item,
                status.Service,
                status.Lateness,
                status.LastDoneBy ?? "no process",
                status.Interval,
                reason);
        }
        else if (status.State == JobState.OnTime && _late.Remove(key))
        {
            JobLog.InTime(logger, status.Job, status.Item, status.Service);
        }
    }

    /// <summary>What is no longer declared, or was declared again, is not late any more, though it was not done.</summary>
    private void ReportNoLonger(IReadOnlyList<JobStatus> known)
    {
        HashSet<(string, string, string)> late =
            [.. known.Where(one => one.State == JobState.Late).Select(one => (one.Service, one.Job, one.Item))];
        foreach ((string Service, string Job, string Item) ended in _late.Except(late).ToArray())
        {
            _late.Remove(ended);
            JobLog.NoLongerLate(logger, ended.Job, ended.Item, ended.Service);
        }
    }

    private void ReportUnreadable(IReadOnlyList<UnreadableDocument> unreadable)
    {
        foreach (UnreadableDocument one in unreadable.Where(_unreadable.Add))
        {
            JobLog.Unreadable(logger, one.Id.ToString(), one.Reason);
        }

        _unreadable.IntersectWith(unreadable);
    }

    private void ReportConflicts(IReadOnlyList<DefinitionConflict> conflicts)
    {
        foreach (DefinitionConflict one in conflicts.Where(one => _conflicts.Add((one.Service, one.Kind, one.Item))))
        {
            JobLog.Conflict(
                logger,
                one.Kind,
                one.Item,
                one.Service,
                one.Definitions.Count,
                one.IsOurs ? "is in effect" : "is not in effect",
                one.Explanation,
                one.Answers);
        }

        foreach ((string Service, string Kind, string Item) ended in _conflicts
            .Where(key => conflicts.All(one => (one.Service, one.Kind, one.Item) != key))
            .ToArray())
        {
            _conflicts.Remove(ended);
            JobLog.ConflictEnded(logger, ended.Kind, ended.Item, ended.Service);
        }
    }
}
