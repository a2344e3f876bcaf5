using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Reliability.Alerting;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Internal;

/// <summary>Flushes measurements to the store, and refreshes the budgets and alerts that the Meter shows.</summary>
internal sealed class ReliabilityWorker(
    StoredRoles stores,
    ReliabilityRecorder recorder,
    IErrorBudgets budgets,
    IAlerts alerts,
    ReliabilityMetrics metrics,
    ReliabilityActivities activities,
    ReliabilityHealth health,
    DropReport drops,
    ReliabilityOptions options,
    TimeProvider timeProvider,
    ILogger logger) : FlushWorker
{
    private readonly Cadence _flushes = new(options.FlushInterval, timeProvider);
    private readonly GrowthReport _rejected = new(timeProvider);
    private readonly HashSet<UnreadableDocument> _unreadable = [];
    private readonly List<IStore> _notReady = [.. stores.All];

    protected override async Task DrainAsync(CancellationToken cancellationToken)
    {
        using Activity? activity = activities.StartFlush();
        try
        {
            drops.Update(await recorder.StopAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            ReliabilityActivities.Fail(activity, e);
            drops.ReportUndelivered(recorder.GetStatistics(), e);
        }

        ReportRejections(isLast: true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (stores.InMemory is not StorageRoles.None and var roles)
        {
            RecordingLog.InMemoryStore(logger, roles);
        }

        await InitializeAsync(stoppingToken).ConfigureAwait(false);
        await Task.WhenAll(FlushLoopAsync(stoppingToken), RefreshLoopAsync(stoppingToken)).ConfigureAwait(false);
    }

    /// <summary>Initializes the roles that are not ready yet. An unavailable role delays neither the other roles nor the service.</summary>
    private async Task InitializeAsync(CancellationToken stoppingToken)
    {
        foreach (IStore store in _notReady.ToArray())
        {
            try
            {
                await store.InitializeAsync(stoppingToken).ConfigureAwait(false);
                _notReady.Remove(store);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Roles of one store report the same problem; it is logged once, and health knows of it before the log does.
                bool isNew = health.GetReport().Problem != e.Message;
                health.Failed(e.Message);
                if (isNew)
                {
                    RecordingLog.StoreNotReady(logger, options.MaxPendingBuckets, e.Message, e);
                }
            }
        }
    }

    private async Task FlushLoopAsync(CancellationToken stoppingToken)
    {
        while (await _flushes.PauseAsync(stoppingToken).ConfigureAwait(false))
        {
            await InitializeAsync(stoppingToken).ConfigureAwait(false);
            long started = timeProvider.GetTimestamp();
            bool stored = await _flushes.TryAsync(
                FlushAsync, e => RecordingLog.FlushFailed(logger, recorder.GetStatistics().Pending, e.Message, e),
                () => RecordingLog.FlushRecovered(logger), stoppingToken).ConfigureAwait(false);
            metrics.Flushed(timeProvider.GetElapsedTime(started), stored);
            drops.Update(recorder.GetStatistics());
            ReportRejections();
        }
    }

    private async ValueTask FlushAsync(CancellationToken stoppingToken)
    {
        DateTimeOffset started = timeProvider.GetUtcNow();
        using Activity? activity = activities.StartFlush();
        try
        {
            await recorder.FlushInBackgroundAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            ReliabilityActivities.Fail(activity, e);
            health.Failed(e.Message);
            throw;
        }

        if (_notReady.Count == 0)
        {
            health.Stored(started);
        }
    }

    private async Task RefreshLoopAsync(CancellationToken stoppingToken)
    {
        while (await Cadence.PauseAsync(options.BudgetRefreshInterval, timeProvider, stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await RefreshMetricsAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                RecordingLog.UpkeepFailed(logger, e.Message, e);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task RefreshMetricsAsync(CancellationToken stoppingToken)
    {
        if (metrics.WantsBudgets)
        {
            metrics.Show(await budgets.GetReportsAsync(cancellationToken: stoppingToken).ConfigureAwait(false));
        }

        if (metrics.WantsAlerts)
        {
            metrics.Show(await alerts.GetCurrentAsync(stoppingToken).ConfigureAwait(false));
        }

        IReadOnlyList<UnreadableDocument> unreadable = alerts.Unreadable;
        foreach (UnreadableDocument one in unreadable.Where(_unreadable.Add))
        {
            AlertingLog.Unreadable(logger, one.Id.ToString(), one.Reason);
        }

        _unreadable.IntersectWith(unreadable);
    }

    private void ReportRejections(bool isLast = false) =>
        _rejected.Update(recorder.GetStatistics().Rejected, calls => RecordingLog.CallsRejected(logger, calls), isLast);
}
