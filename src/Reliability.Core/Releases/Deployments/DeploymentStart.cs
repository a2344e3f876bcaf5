using Reliability.Common;

namespace Reliability.Releases;

/// <summary>A request to record that a deployment has started. Its <see cref="ChangeRequest.Id"/> becomes that of the deployment.</summary>
public sealed record DeploymentStart : ChangeRequest
{
    /// <summary>Gets what is deployed.</summary>
    public required DeploymentDefinition Definition { get; init; }

    /// <summary>
    /// Gets the time of the start: from 2000 on, and at most <see cref="DeploymentRegister.FutureTolerance"/> ahead of the clock of this
    /// process. Default: the present time.
    /// </summary>
    public DateTimeOffset? StartedAt { get; init; }
}
