namespace Reliability.Experiments;

/// <summary>The effect of an edit of an experiment's definition before it is stored.</summary>
public sealed record ExperimentPlan
{
    /// <summary>Gets the moves of the evaluated units.</summary>
    public required AssignmentPlan Assignment { get; init; }

    /// <summary>Gets the reasons why the edit would be rejected in the current state. The list is empty if it would be accepted.</summary>
    public required IReadOnlyList<string> Rejections { get; init; }

    /// <summary>
    /// Gets the consequences of the moves, and what the moves do not show: units that will be in two arms, stickiness, targeting.
    /// </summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
