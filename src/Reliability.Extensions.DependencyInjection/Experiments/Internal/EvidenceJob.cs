using Reliability.Common;
using Reliability.Experiments;
using Reliability.Jobs;

namespace Reliability.Internal;

/// <summary>
/// Stores the evidence of each day of the experiments that run, and of the last day of those that are paused or rolled back.
/// </summary>
internal sealed class EvidenceJob(IExperiments experiments, JobCoordinator coordinator, string service)
{
    public const string Name = "evidence";

    /// <summary>A day is stored within this time after its end.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private Dictionary<string, Experiment> _started = [];
    private Exception? _unreadable;

    public JobDefinition Definition => new() { Name = Name, Interval = Interval, SubjectsAsync = ListAsync, RunAsync = RunAsync };

    private async ValueTask<IReadOnlyList<JobSubject>> ListAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, Experiment> started = new(StringComparer.Ordinal);
        _unreadable = null;
        try
        {
            await foreach (Experiment experiment in experiments.ListAsync(cancellationToken).ConfigureAwait(false))
            {
                if (experiment.State is ExperimentState.Running or ExperimentState.Paused or ExperimentState.RolledBack)
                {
                    started.Add(experiment.Definition.Key, experiment);
                }
            }
        }
        catch (UnreadableExperimentsException e)
        {
            _unreadable = e; // The days of the readable experiments are still stored.
        }

        _started = started;
        JobSubject[] subjects =
        [
            .. started.Keys.Select(key => new JobSubject { Service = service, Kind = GuardrailJob.SubjectKind, Name = key }),
        ];
        Array.ForEach(subjects, subject => coordinator.Declare(subject, Name, Interval));
        if (_unreadable is null)
        {
            await coordinator.RetainOnlyAsync(service, Name, started.Keys, cancellationToken).ConfigureAwait(false);
        }

        return subjects.Length == 0 && _unreadable is not null
            ? throw new ReliabilityException($"The evidence of an experiment could not be stored: {_unreadable.Message}", _unreadable)
            : subjects;
    }

    private async ValueTask<JobRound> RunAsync(IReadOnlyList<JobClaim> claims, CancellationToken cancellationToken)
    {
        List<JobOutcome> outcomes = [];
        foreach (JobClaim claim in claims.Where(one => !one.Lost.IsCancellationRequested))
        {
            Exception? fault = null;
            try
            {
                await experiments.RecordDayAsync(_started[claim.Subject.Name], cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The days of the other experiments are still stored.
                fault = e;
            }

            outcomes.Add(new JobOutcome { Subject = claim.Subject, Fault = fault });
        }

        return new JobRound(outcomes, _unreadable is { } unreadable ? [unreadable] : []);
    }
}
