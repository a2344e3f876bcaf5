using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reliability.Experiments;
using Reliability.Storage;

namespace Reliability.Internal;

/// <summary>Rolls experiments back whose guardrails are broken, while it holds the lease, so that however many processes there are, one of them judges.</summary>
internal sealed class RollbackWorker(
    IExperiments experiments, ILeaseStore leases, ExperimentMetrics metrics, string service, TimeSpan interval, TimeProvider timeProvider, ILogger<RollbackWorker> logger) : BackgroundService
{
    private readonly LeaseRequest _request = new(LeaseName(service), LeaseOwner.New(), LeaseOwner.DurationFor(interval));
    private readonly Cadence _rounds = new(interval, timeProvider);
    private Lease? _lease;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_lease is { } lease)
            {
                _lease = null;
                await leases.ReleaseAsync(lease, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is ReliabilityException or OperationCanceledException)
        {
            // It expires by itself.
        }
    }

    /// <summary>One round: where there is something to judge, takes or renews the lease, and judges. Whatever fails is told and tried again in the next.</summary>
    internal Task RunOnceAsync(CancellationToken stoppingToken) => _rounds.TryAsync(
        JudgeAllAsync,
        e => Log.RollbackFailed(logger, e.Message, e),
        () => Log.RollbackRecovered(logger),
        stoppingToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _rounds.PauseAsync(stoppingToken).ConfigureAwait(false))
        {
            await RunOnceAsync(stoppingToken).ConfigureAwait(false);
        }
    }

    /// <summary>Services that share a store have experiments of their own, and so a lease of their own.</summary>
    private static string LeaseName(string service)
    {
        string name = $"rollbacks:{service}";
        return Encoding.UTF8.GetByteCount(name) <= SeriesId.MaxNameBytes ? name : $"rollbacks:#{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(service)))}";
    }

    private async ValueTask JudgeAllAsync(CancellationToken stoppingToken)
    {
        var judged = new List<Experiment>();
        Exception? fault = null;
        try
        {
            await foreach (Experiment experiment in experiments.ListAsync(stoppingToken).ConfigureAwait(false))
            {
                if (experiment.State == ExperimentState.Running && experiment.Definition.Design.RollsBack)
                {
                    judged.Add(experiment);
                }
            }
        }
        catch (UnreadableExperimentsException e)
        {
            fault = e; // All others were read, and are judged.
        }

        if (judged.Count == 0 || (_lease = await leases.AcquireAsync(_request, stoppingToken).ConfigureAwait(false)) is null)
        {
            return;
        }

        foreach (Experiment experiment in judged)
        {
            try
            {
                await JudgeAsync(experiment, stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One that cannot be judged shall not keep others running.
                fault ??= e;
            }
        }

        if (fault is not null)
        {
            throw new ReliabilityException($"An experiment could not be judged: {fault.Message}", fault);
        }
    }

    private async ValueTask JudgeAsync(Experiment experiment, CancellationToken stoppingToken)
    {
        // Not stored: somebody changed it meanwhile. The next round sees what it has become.
        if (await experiments.RollBackIfBrokenAsync(experiment, stoppingToken).ConfigureAwait(false) is { IsStored: true } rolledBack)
        {
            string key = experiment.Definition.Key;
            Log.ExperimentRolledBack(logger, key, rolledBack.Current.History[^1].Reason);
            metrics.CountRollback(experiment.Service, key);
        }
    }
}
