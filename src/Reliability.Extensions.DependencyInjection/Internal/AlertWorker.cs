using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reliability.Alerting;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Internal;

/// <summary>Judges alerts while it holds the lease, so that however many processes there are, one of them does.</summary>
internal sealed class AlertWorker(
    AlertEvaluator evaluator, IErrorBudgets budgets, ILeaseStore leases, AlertingOptions options, TimeProvider timeProvider, ILogger<AlertWorker> logger) : BackgroundService
{
    private const string LeaseName = "alerts";
    private readonly LeaseRequest _request = new(LeaseName, LeaseOwner.New(), LeaseOwner.DurationFor(options.Interval));
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);
    private readonly Cadence _rounds = new(options.Interval, timeProvider);
    private Lease? _lease;
    private bool _isAnnounced;
    private bool _isFailing;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await ReleaseAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ReliabilityException or OperationCanceledException)
        {
            // It expires by itself.
        }
    }

    /// <summary>One round: announces, takes or renews the lease, judges. Whatever fails is told and tried again in the next.</summary>
    internal async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (!_isAnnounced)
            {
                await evaluator.AnnounceAsync(stoppingToken).ConfigureAwait(false);
                _isAnnounced = true;
            }

            _lease = await leases.AcquireAsync(_request, stoppingToken).ConfigureAwait(false);
            if (_lease is not null)
            {
                Report(await evaluator.RunAsync(_lease.Token, stoppingToken).ConfigureAwait(false));
                if (evaluator.Conflicts.Count > 0)
                {
                    // A newer deployment answers for some objectives: it shall have its turn.
                    await ReleaseAsync(stoppingToken).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            Report([e]);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (evaluator.Policies.Count == 0 && !budgets.Objectives.Any(slo => slo.Alerts.Count > 0))
        {
            return;
        }

        while (await _rounds.PauseAsync(stoppingToken).ConfigureAwait(false))
        {
            await RunOnceAsync(stoppingToken).ConfigureAwait(false);
        }
    }

    private void Report(IReadOnlyList<Exception> faults)
    {
        foreach (AlertConflict conflict in evaluator.Conflicts.Where(one => _reported.Add(one.Slo)))
        {
            Log.AlertConflict(logger, conflict.Slo, conflict.NewerSince, conflict.OlderSince);
        }

        // One line when trouble begins, not one for each round of it.
        if (faults.Count > 0 && !_isFailing)
        {
            Log.AlertingFailed(logger, faults.Count, faults[0].Message, faults[0]);
        }
        else if (faults.Count == 0 && _isFailing)
        {
            Log.AlertingRecovered(logger);
        }

        _isFailing = faults.Count > 0;
    }

    private async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (_lease is { } lease)
        {
            _lease = null;
            await leases.ReleaseAsync(lease, cancellationToken).ConfigureAwait(false);
        }
    }
}
