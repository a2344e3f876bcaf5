using Microsoft.Extensions.Logging;
using Reliability.Experiments;

namespace Reliability.Internal;

/// <summary>
/// Logs the events of experiments that were lost. The container creates it before the tracker, and therefore disposes it after the tracker
/// and everything that tracks with it: its last line has what nobody stored, also if the host was not stopped.
/// </summary>
internal sealed class ExperimentDropReport(ReliabilityOptions options, ILogger logger) : IDisposable
{
    private readonly Lock _gate = new();
    private ExperimentTracker? _tracker;
    private PendingEvents _lost = new() { Exposures = 0, Conversions = 0, Values = 0, Covariates = 0 };
    private long _dropped;

    /// <summary>Notes the tracker whose events are reported.</summary>
    public void Watch(ExperimentTracker tracker) => _tracker = tracker;

    /// <summary>Logs the events that a running tracker has dropped since the last call.</summary>
    public void Update()
    {
        if (_tracker is null)
        {
            return;
        }

        TrackerStatistics now = _tracker.Statistics;
        lock (_gate)
        {
            long dropped = now.Dropped - now.DroppedStopped;
            if (dropped > _dropped)
            {
                ExperimentLog.ExperimentEventsDropped(logger, dropped - _dropped, options.Experiments.Capacity);
            }

            _dropped = dropped;
        }
    }

    /// <summary>Logs what the last flush could not store.</summary>
    public void ReportUndelivered(string reason, Exception? fault)
    {
        Update();
        if (TakeLost() is { Total: > 0 } lost)
        {
            ExperimentLog.ExperimentsStoppedUndelivered(
                logger, lost.Total, lost.Exposures, lost.Conversions, lost.Values + lost.Covariates, reason, fault);
        }
    }

    /// <summary>Logs what has been lost since, once: a container may dispose a service twice.</summary>
    public void Dispose()
    {
        Update();
        if (TakeLost() is { Total: > 0 } lost)
        {
            ExperimentLog.ExperimentEventsTooLate(
                logger, lost.Total, lost.Exposures, lost.Conversions, lost.Values + lost.Covariates);
        }
    }

    private PendingEvents? TakeLost()
    {
        if (_tracker is null)
        {
            return null;
        }

        lock (_gate)
        {
            PendingEvents all = _tracker.CountUnstored();
            PendingEvents before = _lost;
            _lost = all;
            return new PendingEvents
            {
                Exposures = all.Exposures - before.Exposures,
                Conversions = all.Conversions - before.Conversions,
                Values = all.Values - before.Values,
                Covariates = all.Covariates - before.Covariates,
            };
        }
    }
}
