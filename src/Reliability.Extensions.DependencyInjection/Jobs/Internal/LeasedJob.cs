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

    /// <summary>
    /// Whether something was done in the last round, or nothing was to be done: then that does not wait for what failed.
    /// </summary>
    private bool _worksInPart = true;

    /// <summary>
    /// Whether the job itself failed when it was last run, so that a round with nothing to do does not show that it works.
    /// </summary>
    private bool _ranBadly;

    public string Job => job.Name;

    /// <summary>The interval between two rounds.</summary>
    public TimeSpan Interval => job.Interval;

    /// <summary>Runs one round for every subject. A failure is logged, and the next round retries.</summary>
    internal Task RunOnceAsync(CancellationToken stoppingToken) => TryAsync(job.SubjectsAsync, isWhole: true, stoppingToken);

    /// <summary>
    /// Runs a round only for the subjects that another process did in the last round, in case that process has stopped. While all of the
    /// rounds fails it does nothing, and its success does not end an outage: what failed is not among its subjects.
    /// </summary>
    internal Task TakeOverOnceAsync(CancellationToken stoppingToken) =>
        _worksInPart ? TryAsync(_ => ValueTask.FromResult(_waiting), isWhole: false, stoppingToken) : Task.CompletedTask;

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
        TimeSpan left = _rounds.NextPause(backsOff: !_worksInPart);
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
        Func<CancellationToken, ValueTask<IReadOnlyList<JobSubject>>> subjectsAsync, bool isWhole, CancellationToken stoppingToken)
    {
        int count = 1;
        await _rounds.TryAsync(
            TracedAsync,
            e => JobLog.Failed(logger, job.Name, count, e.Message, e),
            () => JobLog.Recovered(logger, job.Name),
            stoppingToken).ConfigureAwait(false);

        async ValueTask<bool> TracedAsync(CancellationToken token)
        {
            using Activity? activity = activities.StartRound(job.Name);
            IReadOnlyList<Exception> faults;
            try
            {
                faults = await RoundAsync(token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException || !token.IsCancellationRequested)
            {
                ReliabilityActivities.Fail(activity, e);
                throw;
            }

            if (faults.Count > 0)
            {
                ReliabilityActivities.Fail(activity, faults[0]);
                throw new ReliabilityException(faults[0].Message, faults[0]);
            }

            return !_ranBadly && isWhole;
        }

        async ValueTask<IReadOnlyList<Exception>> RoundAsync(CancellationToken token)
        {
            (count, _worksInPart) = (1, false);
            IReadOnlyList<JobSubject> subjects = await subjectsAsync(token).ConfigureAwait(false);
            ClaimedJobs claims = await coordinator.ClaimAsync(subjects, token).ConfigureAwait(false);
            _waiting = [.. subjects.Except([.. claims.Select(one => one.Subject), .. claims.Faults.Select(one => one.Subject)])];
            JobRound round = claims.Count == 0 ? new JobRound([], []) : await RunAsync(claims, token).ConfigureAwait(false);
            JobOutcome[] outcomes = [.. claims.Faults, .. round.Outcomes];
            List<Exception> faults = [.. outcomes.Select(one => one.Fault).OfType<Exception>(), .. round.OtherFaults];
            try
            {
                await coordinator.RecordAsync(job.Name, outcomes, token).ConfigureAwait(false);
            }
            catch (ReliabilityException e)
            {
                faults.Add(e);
            }

            _worksInPart = outcomes.Length == 0 || outcomes.Any(one => one.Fault is null);
            _ranBadly = round.Outcomes.Any(one => one.Fault is not null) || (_ranBadly && claims.Count == 0);
            count = faults.Count;
            return faults;
        }
    }

    /// <summary>A round that throws has failed for all of its subjects.</summary>
    private async ValueTask<JobRound> RunAsync(ClaimedJobs claims, CancellationToken cancellationToken)
    {
        try
        {
            return await job.RunAsync(claims, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return new JobRound([.. claims.Select(one => new JobOutcome { Subject = one.Subject, Fault = e })], []);
        }
    }
}
