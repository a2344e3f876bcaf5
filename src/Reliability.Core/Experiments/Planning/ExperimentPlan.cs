namespace Reliability.Experiments;

/// <summary>What a change of an experiment's definition would do to people, before it is saved.</summary>
/// <param name="Assignment">Who moves from where to where, of the units that were looked at.</param>
/// <param name="Refusals">Why the change would be refused as the experiment stands; empty when it would be taken.</param>
public sealed record ExperimentPlan(AssignmentPlan Assignment, IReadOnlyList<string> Refusals)
{
    /// <summary>What the moves mean for the experiment, and what they do not show: units that will be in two arms, stickiness, targeting.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
