using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Internal;

/// <summary>Notes how objectives are defined when the process starts, and keeps the minutes that the ledger needs, in one process at a time.</summary>
internal sealed class LedgerWorker(BudgetLedger ledger, ILeaseStore leases, TimeProvider timeProvider, ILogger<LedgerWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMinutes(1);
    private readonly LeaseRequest _request = new("ledger", LeaseOwner.New(), Pause * 2);
    private bool _isAnnounced;

    /// <summary>One round. Whatever fails is told and tried again in a minute.</summary>
    /// <returns>Whether all went well.</returns>
    internal async Task<bool> RunOnceAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (!_isAnnounced)
            {
                await ledger.AnnounceAsync(stoppingToken).ConfigureAwait(false);
                _isAnnounced = true;
            }

            if (await leases.AcquireAsync(_request, stoppingToken).ConfigureAwait(false) is not null)
            {
                await ledger.KeepMinutesAsync(stoppingToken).ConfigureAwait(false);
            }

            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            Log.LedgerUpkeepFailed(logger, e.Message, e);
            return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Yield();
            while (true)
            {
                TimeSpan pause = await RunOnceAsync(stoppingToken).ConfigureAwait(false) ? Pause : RetryPause;
                await Task.Delay(pause, timeProvider, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }
}
