namespace Reliability.Releases.Internal;

/// <summary>What becomes of a request: an answer without a change, or an entry to append.</summary>
internal readonly record struct DeploymentDecision(DeploymentUpdate? Answer, string? Type, DeploymentRecord? Record)
{
    public static DeploymentDecision Append(string type, DeploymentRecord record) => new(null, type, record);

    public static DeploymentDecision Is(DeploymentOutcome outcome, Deployment? current, string? problem = null) =>
        new(new DeploymentUpdate { Outcome = outcome, Current = current, Problem = problem }, null, null);
}
