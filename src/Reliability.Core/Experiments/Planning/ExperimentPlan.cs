namespace Reliability.Experiments;

/// <summary>What a change of an experiment's definition would do to people, before it is saved.</summary>
public sealed record ExperimentPlan
{
    /// <summary>Who moves from where to where, of the units that were looked at.</summary>
    public required AssignmentPlan Assignment { get; init; }

    /// <summary>Why the change would be refused as the experiment stands; empty when it would be taken.</summary>
    public required IReadOnlyList<string> Refusals { get; init; }

    /// <summary>What the moves mean for the experiment, and what they do not show: units that will be in two arms, stickiness, targeting.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
