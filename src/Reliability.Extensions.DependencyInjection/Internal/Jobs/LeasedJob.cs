using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reliability.Jobs;

namespace Reliability.Internal;

/// <summary>
/// Does a job again and again for as many of its subjects as this process has the right to: takes the rights, runs, reports. The heartbeat extends the rights however long a run takes.
/// One log line tells when trouble begins, and one when it ends.
/// </summary>
internal sealed class LeasedJob(JobCoordinator coordinator, JobDefinition job, TimeProvider timeProvider, ILogger<LeasedJob> logger) : BackgroundService
{
    private readonly Cadence _rounds = new(job.Interval, timeProvider);

    public string Job => job.Name;

    /// <summary>One round. Whatever fails is told and tried again in the next.</summary>
    internal async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        int count = 1;
        await _rounds.TryAsync(RoundAsync, e => JobLog.Failed(logger, job.Name, count, e.Message, e), () => JobLog.Recovered(logger, job.Name), stoppingToken).ConfigureAwait(false);

        async ValueTask RoundAsync(CancellationToken token)
        {
            count = 1;
            IReadOnlyList<JobSubject> subjects = await job.SubjectsAsync(token).ConfigureAwait(false);
            if (subjects.Count == 0)
            {
                return;
            }

            IReadOnlyList<JobClaim> claims = await coordinator.ClaimAsync(subjects, token).ConfigureAwait(false);
            if (claims.Count == 0)
            {
                return;
            }

            JobRound round = await job.RunAsync(claims, token).ConfigureAwait(false);
            await coordinator.ReportAsync(job.Name, round.Outcomes, token).ConfigureAwait(false);
            Exception[] faults = [.. round.Outcomes.Select(one => one.Fault).OfType<Exception>(), .. round.OtherFaults];
            count = faults.Length;
            if (faults.Length > 0)
            {
                throw new ReliabilityException(faults[0].Message, faults[0]);
            }
        }
    }

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
        while (await _rounds.PauseAsync(stoppingToken).ConfigureAwait(false));
    }
}
