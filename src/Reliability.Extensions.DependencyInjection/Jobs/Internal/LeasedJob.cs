using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reliability.Common;
using Reliability.Jobs;

namespace Reliability.Internal;

/// <summary>
/// Does a job repeatedly for the subjects whose lease this process can acquire: acquires the leases, runs the job and stores the outcome.
/// The heartbeat renews the leases, however long a run takes. One log message reports when failures begin, and one when they end.
/// </summary>
internal sealed class LeasedJob(
    JobCoordinator coordinator, JobDefinition job, ReliabilityActivities activities, TimeProvider timeProvider, ILogger logger)
    : BackgroundService
{
    /// <summary>How many times in an interval a process tries to take over the subjects of another process.</summary>
    private const int TakeOversPerInterval = 4;

    private readonly Cadence _rounds = new(job.Interval, timeProvider);
    private IReadOnlyList<JobSubject> _waiting = [];

    public string Job => job.Name;

    /// <summary>Runs one round for every subject. A failure is logged, and the next round retries.</summary>
    internal Task RunOnceAsync(CancellationToken stoppingToken) => TryAsync(job.SubjectsAsync, stoppingToken);

    /// <summary>
    /// Runs a round only for the subjects that another process did in the last round, in case that process has stopped. While the rounds
    /// fail it does nothing: its success would say that they have recovered.
    /// </summary>
    internal Task TakeOverOnceAsync(CancellationToken stoppingToken) =>
        _rounds.IsFailing ? Task.CompletedTask : TryAsync(_ => ValueTask.FromResult(_waiting), stoppingToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (job.IsIdle)
        {
            return;
        }

        // The first round comes soon, even for a job that is done once an hour.
        TimeSpan first = job.Interval < coordinator.Options.HeartbeatInterval ? job.Interval : coordinator.Options.HeartbeatInterval;
        if (!await Cadence.PauseAsync(first, timeProvider, stoppingToken).ConfigureAwait(false))
        {
            return;
        }

        do
        {
            await RunOnceAsync(stoppingToken).ConfigureAwait(false);
        }
        while (await PauseAsync(stoppingToken).ConfigureAwait(false));
    }

    /// <summary>
    /// Waits for the next round, and tries a few times in between to take over the subjects of other processes: a lease lasts 1.5
    /// intervals, so that no declared subject is left undone for 3 intervals.
    /// </summary>
    private async Task<bool> PauseAsync(CancellationToken stoppingToken)
    {
        TimeSpan left = _rounds.NextPause();
        TimeSpan step = job.Interval / TakeOversPerInterval;
        while (_waiting.Count > 0 && left > step)
        {
            if (!await Cadence.PauseAsync(step, timeProvider, stoppingToken).ConfigureAwait(false))
            {
                return false;
            }

            await TakeOverOnceAsync(stoppingToken).ConfigureAwait(false);
            left -= step;
        }

        return await Cadence.PauseAsync(left, timeProvider, stoppingToken).ConfigureAwait(false);
    }

    private async Task TryAsync(
        Func<CancellationToken, ValueTask<IReadOnlyList<JobSubject>>> subjectsAsync, CancellationToken stoppingToken)
    {
        int count = 1;
        await _rounds.TryAsync(
            TracedAsync,
            e => JobLog.Failed(logger, job.Name, count, e.Message, e),
            () => JobLog.Recovered(logger, job.Name),
            stoppingToken).ConfigureAwait(false);

        async ValueTask TracedAsync(CancellationToken token)
        {
            using Activity? activity = activities.StartRound(job.Name);
            try
            {
                await RoundAsync(token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException || !token.IsCancellationRequested)
            {
                ReliabilityActivities.Fail(activity, e);
                throw;
            }
        }

        async ValueTask RoundAsync(CancellationToken token)
        {
            count = 1;
            IReadOnlyList<JobSubject> subjects = await subjectsAsync(token).ConfigureAwait(false);
            IReadOnlyList<JobClaim> claims = subjects.Count == 0 ? [] : await coordinator.ClaimAsync(subjects, token).ConfigureAwait(false);
            _waiting = [.. subjects.Except(claims.Select(one => one.Subject))];
            if (claims.Count == 0)
            {
                return;
            }

            JobRound round = await job.RunAsync(claims, token).ConfigureAwait(false);
            await coordinator.RecordAsync(job.Name, round.Outcomes, token).ConfigureAwait(false);
            Exception[] faults = [.. round.Outcomes.Select(one => one.Fault).OfType<Exception>(), .. round.OtherFaults];
            count = faults.Length;
            if (faults.Length > 0)
            {
                throw new ReliabilityException(faults[0].Message, faults[0]);
            }
        }
    }
}
