using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reliability.Common;
using Reliability.Experiments;

namespace Reliability.Internal;

/// <summary>Flushes the events of experiments to the store, and refreshes the experiments that the process uses.</summary>
internal sealed class ExperimentWorker(
    ExperimentTracker tracker, TrackedExperiments runs, ReliabilityOptions options, TimeProvider timeProvider,
    ILogger logger) : BackgroundService
{
    private readonly Cadence _flushes = new(options.FlushInterval, timeProvider);
    private readonly Cadence _refreshes = new(options.Experiments.RefreshInterval, timeProvider);
    private readonly HashSet<SkippedExperiment> _told = [];
    private long _dropped;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        string reason = "Their units were not exposed yet.";
        Exception? fault = null;
        try
        {
            await tracker.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ReliabilityException or OperationCanceledException)
        {
            (fault, reason) = (e, e.Message);
        }

        ReportDrops();
        if (tracker.Statistics.Pending is > 0 and var pending)
        {
            ExperimentLog.ExperimentsStoppedUndelivered(logger, pending, reason, fault);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(FlushLoopAsync(stoppingToken), RefreshLoopAsync(stoppingToken));

    private async Task FlushLoopAsync(CancellationToken stoppingToken)
    {
        while (await _flushes.PauseAsync(stoppingToken).ConfigureAwait(false))
        {
            await _flushes.TryAsync(
                tracker.FlushAsync,
                e => ExperimentLog.ExperimentFlushFailed(logger, tracker.Statistics.Pending, e.Message, e),
                () => ExperimentLog.ExperimentFlushRecovered(logger),
                stoppingToken).ConfigureAwait(false);
            ReportDrops();
        }
    }

    private async Task RefreshLoopAsync(CancellationToken stoppingToken)
    {
        do
        {
            await _refreshes.TryAsync(
                runs.RefreshAsync,
                RefreshFailed,
                () => ExperimentLog.ExperimentRefreshRecovered(logger),
                stoppingToken).ConfigureAwait(false);
            foreach (SkippedExperiment skipped in runs.Skipped.Where(_told.Add))
            {
                ExperimentLog.ExperimentSkipped(logger, skipped.Key, skipped.Reason);
            }
        }
        while (await _refreshes.PauseAsync(stoppingToken).ConfigureAwait(false));
    }

    private void RefreshFailed(Exception e)
    {
        if (runs.RefreshedAt is { } refreshedAt)
        {
            ExperimentLog.ExperimentRefreshFailed(logger, refreshedAt, e.Message, e);
        }
        else
        {
            ExperimentLog.ExperimentsNotRead(logger, e.Message, e);
        }
    }

    private void ReportDrops()
    {
        long dropped = tracker.Statistics.Dropped;
        if (dropped > _dropped)
        {
            ExperimentLog.ExperimentEventsDropped(logger, dropped - _dropped, options.Experiments.Capacity);
        }

        _dropped = dropped;
    }
}
