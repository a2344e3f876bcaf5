using Reliability.Common;
using Reliability.Releases;

namespace Reliability.Incidents;

/// <summary>What metrics of improvement are computed from.</summary>
public sealed record ImprovementInput
{
    /// <summary>
    /// Gets the range. Incidents and deployments belong to it that started in it, and action items that were filed in it.
    /// </summary>
    public required TimeRange Range { get; init; }

    /// <summary>Gets the time up to which the records are known. What happened later is left out, or is still open.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Gets the services. The metrics are of all of them together.</summary>
    public required IReadOnlyList<ServiceHistory> Services { get; init; }

    /// <summary>
    /// Gets the environment whose deployments count, without regard to case. Default:
    /// <see cref="DeploymentDefinition.DefaultEnvironment"/>.
    /// </summary>
    public string Environment { get; init => field = value ?? DeploymentDefinition.DefaultEnvironment; } =
        DeploymentDefinition.DefaultEnvironment;
}
