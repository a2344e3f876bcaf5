using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Releases;

/// <summary>A request to record that a deployment has ended, or that one that succeeded was rolled back.</summary>
public sealed record DeploymentFinish : ChangeRequest
{
    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the ID of the deployment.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public required string DeploymentId { get; init => field = AuditText.RequireId(value); }

    /// <summary>Gets how it ended: succeeded, failed or rolled back.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of these.</exception>
    public required DeploymentStatus Status
    {
        get;
        init => field = Check.Word(value, nameof(Status), DeploymentStatus.Unknown, DeploymentStatus.Running);
    }

    /// <summary>
    /// Gets the time of the end: not before the start, and at most <see cref="DeploymentRegister.FutureTolerance"/> ahead of the clock of
    /// this process. Default: the present time.
    /// </summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>
    /// Gets the <see cref="Deployment.Revision"/> that the caller has seen. Another one is a conflict. Default: any.
    /// </summary>
    public long? Revision { get; init; }
}
