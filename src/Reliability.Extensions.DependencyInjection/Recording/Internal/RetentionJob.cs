using Reliability.Common;
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

    public JobDefinition Definition => JobDefinition.Of(Name, interval, [.. services.Select(SubjectOf)], RunAsync);

    public void Declare()
    {
        foreach (string service in services)
        {
            coordinator.DeclareRetention(service, retention);
            coordinator.Declare(SubjectOf(service), Name, interval);
        }
    }

    private static JobSubject SubjectOf(string service) => new() { Service = service, Kind = Name, Name = "series" };

    private async ValueTask<JobRound> RunAsync(IReadOnlyList<JobClaim> claims, CancellationToken cancellationToken)
    {
        List<JobOutcome> outcomes = [];
        foreach (JobClaim claim in claims)
        {
            Exception? fault = null;
            try
            {
                await TrimAsync(claim.Subject.Service, claim.Lost, cancellationToken).ConfigureAwait(false);
            }
            catch (ReliabilityException e)
            {
                fault = e;
            }
            catch (OperationCanceledException e) when (claim.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                fault = e;
            }

            outcomes.Add(new JobOutcome { Subject = claim.Subject, Fault = fault });
        }

        return new JobRound(outcomes, []);
    }

    /// <summary>
    /// Trims one service. What a process reads before it is suspended must not decide what it deletes hours later, so each step requires
    /// the claim.
    /// </summary>
    private async ValueTask TrimAsync(string service, CancellationToken lost, CancellationToken cancellationToken)
    {
        using var held = CancellationTokenSource.CreateLinkedTokenSource(lost, cancellationToken);
        SeriesRetention? inForce = await series.GetRetentionAsync(service, held.Token).ConfigureAwait(false);
        SeriesRetention longest =
            await coordinator.DecideRetentionAsync(service, inForce, interval, held.Token).ConfigureAwait(false) ?? inForce ?? retention;
        held.Token.ThrowIfCancellationRequested();
        await series.SetRetentionAsync(service, longest, held.Token).ConfigureAwait(false);
        held.Token.ThrowIfCancellationRequested();
        await series.TrimAsync(service, held.Token).ConfigureAwait(false);
        await coordinator.RemoveDeadProcessesAsync(service, held.Token).ConfigureAwait(false);
    }
}
