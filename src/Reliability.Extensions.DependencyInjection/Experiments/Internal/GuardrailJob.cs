using Microsoft.Extensions.Logging;
using Reliability.Common;
using Reliability.Experiments;
using Reliability.Jobs;

namespace Reliability.Internal;

/// <summary>Rolls back experiments whose guardrails are broken.</summary>
internal sealed class GuardrailJob(
    IExperiments experiments,
    JobCoordinator coordinator,
    ExperimentMetrics metrics,
    string service,
    TimeSpan interval,
    ILogger logger)
{
    public const string Name = "guardrails";
    public const string SubjectKind = "experiment";

    private Dictionary<string, Experiment> _running = [];
    private Exception? _unreadable;

    public JobDefinition Definition => new() { Name = Name, Interval = interval, SubjectsAsync = ListAsync, RunAsync = RunAsync };

    private async ValueTask<IReadOnlyList<JobSubject>> ListAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, Experiment> running = new(StringComparer.Ordinal);
        _unreadable = null;
        try
        {
            await foreach (Experiment experiment in experiments.ListAsync(cancellationToken).ConfigureAwait(false))
            {
                if (experiment.State == ExperimentState.Running && experiment.Definition.Design.RollsBack)
                {
                    running.Add(experiment.Definition.Key, experiment);
                }
            }
        }
        catch (UnreadableExperimentsException e)
        {
            _unreadable = e; // The readable experiments are still evaluated.
        }

        _running = running;
        JobSubject[] subjects = [.. running.Keys.Select(key => new JobSubject { Service = service, Kind = SubjectKind, Name = key })];
        Array.ForEach(subjects, subject => coordinator.Declare(subject, Name, interval));
        if (_unreadable is null)
        {
            await coordinator.RetainOnlyAsync(service, Name, running.Keys, cancellationToken).ConfigureAwait(false);
        }

        return subjects.Length == 0 && _unreadable is not null
            ? throw new ReliabilityException($"An experiment could not be evaluated: {_unreadable.Message}", _unreadable)
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
                await JudgeAsync(_running[claim.Subject.Name], cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A failed evaluation must not keep other broken experiments running.
                fault = e;
            }

            outcomes.Add(new JobOutcome { Subject = claim.Subject, Fault = fault });
        }

        return new JobRound(outcomes, _unreadable is { } unreadable ? [unreadable] : []);
    }

    private async ValueTask JudgeAsync(Experiment experiment, CancellationToken cancellationToken)
    {
        // Not stored: another process changed the experiment in the meantime. The next round reads its new state.
        if (await experiments.RollBackIfBrokenAsync(experiment, cancellationToken).ConfigureAwait(false) is { IsStored: true } rolledBack)
        {
            string key = experiment.Definition.Key;
            ExperimentLog.ExperimentRolledBack(logger, key, rolledBack.Current.History[^1].Reason);
            metrics.CountRollback(experiment.Service, key);
        }
    }
}
