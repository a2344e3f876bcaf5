using Reliability.Releases;

namespace Reliability.AspNetCore.Internal;

internal sealed record DeploymentChangeResource(
    long Position, string Kind, string Id, string By, string Reason, DateTimeOffset RecordedAt)
{
    public static DeploymentChangeResource From(DeploymentChange change) =>
        new(change.Position, change.Kind.ToString(), change.Id, change.By, change.Reason, change.RecordedAt);
}
