namespace Reliability.AspNetCore.Internal;

internal sealed record DeploymentList(IReadOnlyList<DeploymentResource> Deployments, string? Next);
