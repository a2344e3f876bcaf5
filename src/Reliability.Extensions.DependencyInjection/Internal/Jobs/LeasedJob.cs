using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reliability.Common;
using Reliability.Jobs;

namespace Reliability.Internal;

/// <summary>
/// Does a job again and again for as many of its subjects as this process has the right to: takes the rights, runs, reports. The heartbeat extends the rights however long a run takes.
/// One log line tells when trouble begins, and one when it ends.
/// </summary>
internal sealed class LeasedJob(JobCoordinator coordinator, JobDefinition job, TimeProvider timeProvider, ILogger<LeasedJob> logger) : BackgroundService
{
    /// <summary>How often in an interval a process asks for what another one does.</summary>
    private const int TakeOversPerInterval = 4;

    private readonly Cadence _rounds = new(job.Interval, timeProvider);
    private IReadOnlyList<JobSubject> _waiting = [];

    public string Job => job.Name;

    /// <summary>One round for every subject. Whatever fails is logged, and the next round tries again.</summary>
    internal Task RunOnceAsync(CancellationToken stoppingToken) => TryAsync(job.SubjectsAsync, stoppingToken);

    /// <summary>A round only for the subjects that another process did in the last round, in case that process is gone.</summary>
    internal Task TakeOverOnceAsync(CancellationToken stoppingToken) => TryAsync(_ => ValueTask.FromResult(_waiting), stoppingToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (job.IsIdle)
        {
            return;
        }

        // The first round comes soon, also of a job that is done once an hour.
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
    /// Waits for the next round, and asks a few times in between for what another process did: a lease lasts 1.5 intervals, so that nothing declared is left undone for 3 intervals.
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

    private async Task TryAsync(Func<CancellationToken, ValueTask<IReadOnlyList<JobSubject>>> subjectsAsync, CancellationToken stoppingToken)
    {
        int count = 1;
        await _rounds.TryAsync(RoundAsync, e => JobLog.Failed(logger, job.Name, count, e.Message, e), () => JobLog.Recovered(logger, job.Name), stoppingToken).ConfigureAwait(false);

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
