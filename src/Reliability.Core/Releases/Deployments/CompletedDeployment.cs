using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Releases;

/// <summary>
/// A request to record a deployment that has ended, with its start and its end at once. Its <see cref="ChangeRequest.Id"/> becomes that of
/// the deployment.
/// </summary>
public sealed record CompletedDeployment : ChangeRequest
{
    /// <summary>Gets what was deployed.</summary>
    public required DeploymentDefinition Definition { get; init; }

    /// <summary>Gets the time of the start, in the range of <see cref="DeploymentStart.StartedAt"/>. Default: the end.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Gets the time of the end, in the range of <see cref="DeploymentFinish.EndedAt"/>. Default: the present time.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Gets how it ended: succeeded (default), failed or rolled back.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of these.</exception>
    public DeploymentStatus Status
    {
        get;
        init => field = Check.Word(value, nameof(Status), DeploymentStatus.Unknown, DeploymentStatus.Running);
    } = DeploymentStatus.Succeeded;
}
