using Reliability.Jobs;
using Reliability.Storage;

namespace Reliability.Internal;

/// <summary>Folds the sketches that the batches of each service have journaled, by one process of each service.</summary>
internal sealed class FoldJob(ISeriesStore series, JobCoordinator coordinator, IReadOnlyList<string> services)
{
    public const string Name = "fold";

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    public JobDefinition Definition => new()
    {
        Name = Name,
        Interval = Interval,
        SubjectsAsync = _ => new([.. services.Select(SubjectOf)]),
        RunAsync = RunAsync,
        IsIdle = services.Count == 0,
    };

    public void Declare()
    {
        foreach (string service in services)
        {
            coordinator.Declare(SubjectOf(service), Name, Interval);
        }
    }

    private static JobSubject SubjectOf(string service) => new() { Service = service, Kind = Name, Name = "sketches" };

    private async ValueTask<JobRound> RunAsync(IReadOnlyList<JobClaim> claims, CancellationToken cancellationToken)
    {
        List<JobOutcome> outcomes = [];
        foreach (JobClaim claim in claims)
        {
            Exception? fault = null;
            try
            {
                // A lost claim does not matter: the store lets one process fold at a time, and a second one finds nothing to do.
                await series.FoldAsync(claim.Subject.Service, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // A fault of one service holds up no other.
                fault = e;
            }

            outcomes.Add(new JobOutcome { Subject = claim.Subject, Fault = fault });
        }

        return new JobRound(outcomes, []);
    }
}
