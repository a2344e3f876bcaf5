namespace Reliability.AspNetCore;

/// <summary>
/// The resource that the policy of <c>RequireServiceAuthorization</c> is evaluated for: a service whose data an endpoint returns or
/// changes. An authorization handler finds it in <c>AuthorizationHandlerContext.Resource</c>.
/// </summary>
public sealed record ReliabilityService
{
    /// <summary>Gets the name of the service, exactly as an objective of the setup declares it.</summary>
    public required string Name { get; init; }
}
