using Reliability.Common.Internal;

namespace Reliability.Releases.Internal;

/// <summary>The words that are stored. They never change, even if the names of the enum members do.</summary>
internal static class DeploymentWords
{
    public static WordTable<DeploymentStatus> Status { get; } = new(
        "deployment",
        "status",
        (DeploymentStatus.Running, "Running"),
        (DeploymentStatus.Succeeded, "Succeeded"),
        (DeploymentStatus.Failed, "Failed"),
        (DeploymentStatus.RolledBack, "RolledBack"));
}
