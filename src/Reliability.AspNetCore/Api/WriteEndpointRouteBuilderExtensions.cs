using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Reliability.AspNetCore.Internal;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Provides methods that map the endpoints with which authorized users change budgets and gates.</summary>
public static class WriteEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the write endpoints of the JSON API, which <c>MapReliability</c> does not include: overrides of the release gate, adjustments,
    /// exclusions, resets, and their revocations, the life cycle of experiments, deployments, incidents, postmortems with their actions,
    /// and technical debt. The audit history records the authenticated user of each change. With <c>/plan</c> after its address, most of
    /// them say what they would do, and change nothing.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">The path prefix, such as <c>/reliability</c>; it can be the prefix of <c>MapReliability</c>.</param>
    /// <param name="policy">The authorization policy for callers. The application does not start if the policy does not exist, or if the
    /// endpoints allow anonymous callers.</param>
    /// <exception cref="InvalidOperationException">There is no setup.</exception>
    public static IEndpointConventionBuilder MapReliabilityWrites(this IEndpointRouteBuilder endpoints, string prefix, string policy) =>
        endpoints.MapReliabilityWrites(prefix, policy, Options.DefaultName);

    /// <summary>Maps the write endpoints of the JSON API of a named setup.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">The path prefix.</param>
    /// <param name="policy">The authorization policy for callers.</param>
    /// <param name="name">The name that was passed to <c>AddReliability</c>.</param>
    /// <inheritdoc cref="MapReliabilityWrites(IEndpointRouteBuilder, string, string)"/>
    public static IEndpointConventionBuilder MapReliabilityWrites(
        this IEndpointRouteBuilder endpoints, string prefix, string policy, string name)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentException.ThrowIfNullOrEmpty(policy);
        ArgumentNullException.ThrowIfNull(name);
        Setup.Require(endpoints.ServiceProvider, name);
        RouteGroupBuilder group = endpoints.MapGroup(prefix);
        WriteGuard.Protect(group, endpoints.ServiceProvider, policy);
        group.AddEndpointFilter(ApiFaults.TurnIntoProblemsAsync);
        group.AddEndpointFilter(WriteFaults.TurnIntoProblemsAsync);
        group.RequireAuthorization(policy)
            .WithTags("Reliability")
            .WithMetadata(new ReliabilityEndpoint(name), new WriteEndpoint(prefix, policy), BodyLimit.Instance);
        WriteApi.Map(group, name);
        ExperimentWriteApi.Map(group, name);
        DeploymentWriteApi.Map(group, name);
        DebtWriteApi.Map(group, name);
        DebtImportApi.Map(group, name);
        IncidentWriteApi.Map(group, name);
        IncidentImportApi.Map(group, name);
        AlertmanagerApi.Map(group, name);
        PostmortemWriteApi.Map(group, name);
        PostmortemMarkdownApi.Map(group, name);
        ActionWriteApi.Map(group, name);
        PlanApi.Map(group, name);
        ExperimentPlanApi.Map(group, name);
        ShiftPlanApi.Map(group, name);
        return group;
    }
}
