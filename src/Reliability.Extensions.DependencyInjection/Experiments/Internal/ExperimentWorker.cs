using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Reliability.Experiments;

namespace Reliability.Internal;

/// <summary>Flushes the events of experiments to the store, and refreshes the experiments that the process uses.</summary>
internal sealed class ExperimentWorker(
    ExperimentTracker tracker, TrackedExperiments tracked, ReliabilityActivities activities, ExperimentDropReport drops,
    ReliabilityOptions options,
    TimeProvider timeProvider, ILogger logger) : FlushWorker
{
    private readonly Cadence _flushes = new(options.FlushInterval, timeProvider);
    private readonly Cadence _refreshes = new(options.Experiments.RefreshInterval, timeProvider);
    private readonly HashSet<SkippedExperiment> _told = [];
    private readonly HashSet<ExperimentWarning> _warned = [];
    private readonly GrowthReport[] _rejected = [.. RejectedKinds.All.Select(_ => new GrowthReport(timeProvider))];
    private bool _isDrained;

    public override void Dispose()
    {
        base.Dispose();
        if (_isDrained)
        {
            // What is logged as lost is not sent later, when the container disposes the tracker.
            tracker.Dispose();
        }
    }

    protected override async Task DrainAsync(CancellationToken cancellationToken)
    {
        string reason = "Their units were not exposed yet.";
        Exception? fault = null;
        try
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            (fault, reason) = (e, e.Message);
        }

        ReportRejections(isLast: true);
        drops.ReportUndelivered(reason, fault);
        _isDrained = true;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(FlushLoopAsync(stoppingToken), RefreshLoopAsync(stoppingToken));

    private async Task FlushLoopAsync(CancellationToken stoppingToken)
    {
        while (await _flushes.PauseAsync(stoppingToken).ConfigureAwait(false))
        {
            await _flushes.TryAsync(
                FlushAsync,
                e => ExperimentLog.ExperimentFlushFailed(logger, tracker.Statistics.Pending, e.Message, e),
                () => ExperimentLog.ExperimentFlushRecovered(logger),
                stoppingToken).ConfigureAwait(false);
            drops.Update();
            ReportRejections();
        }
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        using Activity? activity = activities.StartExperimentFlush();
        try
        {
            await tracker.FlushInBackgroundAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            ReliabilityActivities.Fail(activity, e);
            throw;
        }
    }

    private async Task RefreshLoopAsync(CancellationToken stoppingToken)
    {
        do
        {
            await _refreshes.TryAsync(
                tracked.RefreshAsync,
                RefreshFailed,
                () => ExperimentLog.ExperimentRefreshRecovered(logger),
                stoppingToken).ConfigureAwait(false);
            foreach (SkippedExperiment skipped in tracked.Skipped.Where(_told.Add))
            {
                ExperimentLog.ExperimentSkipped(logger, skipped.Key, skipped.Reason);
            }

            foreach (ExperimentWarning warning in tracked.Warnings.Where(_warned.Add))
            {
                ExperimentLog.ExperimentDoubtful(logger, warning.Key, warning.Warning);
            }
        }
        while (await _refreshes.PauseAsync(stoppingToken).ConfigureAwait(false));
    }

    private void ReportRejections(bool isLast = false)
    {
        foreach ((GrowthReport report, (string kind, long count)) in _rejected.Zip(RejectedKinds.Of(tracker.Statistics)))
        {
            report.Update(
                count,
                kind == "store"
                    ? calls => ExperimentLog.ExperimentStoreUnavailable(logger, calls)
                    : calls => ExperimentLog.ExperimentCallsRejected(logger, calls, kind),
                isLast);
        }
    }

    private void RefreshFailed(Exception e)
    {
        if (tracked.RefreshedAt is { } refreshedAt)
        {
            ExperimentLog.ExperimentRefreshFailed(logger, refreshedAt, e.Message, e);
        }
        else
        {
            ExperimentLog.ExperimentsNotRead(logger, e.Message, e);
        }
    }
}
