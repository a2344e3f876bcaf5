using Reliability.Jobs;
using Reliability.Storage;

namespace Reliability.Internal;

/// <summary>
/// Stores the retention of the series of each service, and removes older buckets. Retention belongs to the service and uses the clock of
/// the store.
/// </summary>
internal sealed class RetentionJob(
    ISeriesStore series, JobCoordinator coordinator, IReadOnlyList<string> services, SeriesRetention retention, TimeSpan interval)
{
    public const string Name = "retention";

    /// <summary>The services whose retention this process has not raised yet to what it declares.</summary>
    private readonly HashSet<string> _lower = new(services, StringComparer.Ordinal);

    private readonly JobSubject[] _subjects =
        [.. services.Select(service => new JobSubject { Service = service, Kind = Name, Name = "series" })];

    public JobDefinition Definition =>
        JobDefinition.Each(Name, interval, _subjects, TrimAsync) with { SubjectsAsync = SubjectsAsync };

    public void DeclareRetention()
    {
        foreach (string service in services)
        {
            coordinator.DeclareRetention(service, retention);
        }
    }

    /// <summary>
    /// Returns all services. Before its first round, each process raises their retention, whoever holds the lease: what another process
    /// deletes does not return.
    /// </summary>
    private async ValueTask<IReadOnlyList<JobSubject>> SubjectsAsync(CancellationToken cancellationToken)
    {
        foreach (string service in _lower.ToArray())
        {
            SeriesRetention? inForce = await series.GetRetentionAsync(service, cancellationToken).ConfigureAwait(false);
            SeriesRetention? raised = await coordinator.RaiseRetentionAsync(service, inForce, cancellationToken).ConfigureAwait(false);
            if (raised is not null && raised != inForce)
            {
                await series.SetRetentionAsync(service, raised, cancellationToken).ConfigureAwait(false);
            }

            _lower.Remove(service);
        }

        return _subjects;
    }

    /// <summary>
    /// Trims one service. What a process reads before it is suspended must not decide what it deletes hours later, so the lease is renewed
    /// before each step that cannot be undone.
    /// </summary>
    private async ValueTask TrimAsync(JobClaim claim, CancellationToken cancellationToken)
    {
        string service = claim.Subject.Service;
        using var held = CancellationTokenSource.CreateLinkedTokenSource(claim.Lost, cancellationToken);
        SeriesRetention? inForce = await series.GetRetentionAsync(service, held.Token).ConfigureAwait(false);
        SeriesRetention longest =
            await coordinator.DecideRetentionAsync(service, inForce, interval, held.Token).ConfigureAwait(false) ?? inForce ?? retention;
        await coordinator.ConfirmAsync(claim, held.Token).ConfigureAwait(false);
        await series.SetRetentionAsync(service, longest, held.Token).ConfigureAwait(false);
        await coordinator.ConfirmAsync(claim, held.Token).ConfigureAwait(false);
        await series.TrimAsync(service, held.Token).ConfigureAwait(false);
        await coordinator.RemoveDeadProcessesAsync(service, held.Token).ConfigureAwait(false);
    }
}
