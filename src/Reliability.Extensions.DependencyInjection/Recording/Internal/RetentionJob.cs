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
                string service = claim.Subject.Service;
                SeriesRetention longest = await coordinator.GetRetentionAsync(service, cancellationToken).ConfigureAwait(false)
                    ?? retention;
                await series.SetRetentionAsync(service, longest, cancellationToken).ConfigureAwait(false);
                await series.TrimAsync(service, cancellationToken).ConfigureAwait(false);
                await coordinator.RemoveDeadProcessesAsync(service, cancellationToken).ConfigureAwait(false);
            }
            catch (ReliabilityException e)
            {
                fault = e;
            }

            outcomes.Add(new JobOutcome { Subject = claim.Subject, Fault = fault });
        }

        return new JobRound(outcomes, []);
    }
}
