namespace Reliability.Experiments.Internal;

/// <summary>A step of the life cycle: the state after it, and those in which it is possible.</summary>
internal sealed record ExperimentMove(string Verb, ExperimentState Next, params ExperimentState[] Allowed)
{
    private static readonly ExperimentMove _start = new("started", ExperimentState.Running, ExperimentState.Draft);

    private static readonly ExperimentMove _pause = new("paused", ExperimentState.Paused, ExperimentState.Running);

    private static readonly ExperimentMove _resume =
        new("resumed", ExperimentState.Running, ExperimentState.Paused, ExperimentState.RolledBack);

    private static readonly ExperimentMove _rollBack =
        new("rolled back", ExperimentState.RolledBack, ExperimentState.Running, ExperimentState.Paused);

    private static readonly ExperimentMove _conclude = new(
        "concluded", ExperimentState.Concluded, ExperimentState.Running, ExperimentState.Paused, ExperimentState.RolledBack);

    /// <summary>Returns the step of a change; <see langword="null"/> if the change leaves the state as it is.</summary>
    public static ExperimentMove? Of(ExperimentChangeKind kind) => kind switch
    {
        ExperimentChangeKind.Started => _start,
        ExperimentChangeKind.Paused => _pause,
        ExperimentChangeKind.Resumed => _resume,
        ExperimentChangeKind.RolledBack => _rollBack,
        ExperimentChangeKind.Concluded => _conclude,
        _ => null,
    };

    /// <exception cref="InvalidOperationException">The experiment is in another state.</exception>
    public void Require(Experiment experiment) => ExperimentRules.RequireState(experiment, Verb, Allowed);
}
