using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Reliability.AspNetCore.Internal;

/// <summary>Ensures at the start that every <c>RequireServiceAuthorization</c> protects what it seems to protect.</summary>
internal static class ServiceGuard
{
    public static void RequireWhole(IServiceProvider services)
    {
        RouteEndpoint[] endpoints =
        [
            .. services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>(),
        ];
        RouteEndpoint[] authorized = [.. endpoints.Where(one => one.Metadata.GetMetadata<ServicePolicy>() is not null)];
        foreach (string policy in authorized
            .SelectMany(one => one.Metadata.GetOrderedMetadata<ServicePolicy>())
            .Select(one => one.Name)
            .Distinct(StringComparer.Ordinal))
        {
            RequirePolicy(services, "RequireServiceAuthorization", policy);
        }

        if (authorized.FirstOrDefault(one => SetupOf(one) is null) is { } foreign)
        {
            throw new InvalidOperationException(
                $"RequireServiceAuthorization has no effect on the endpoint '{foreign.RoutePattern.RawText}'. Call it on the result of "
                + "MapReliability(...), MapReliabilityWrites(...) or MapReliabilityDashboard(...).");
        }

        if (endpoints.FirstOrDefault(one => IsWrite(one) && !authorized.Contains(one) && authorized.Any(
            other => !IsWrite(other) && SetupOf(other) == SetupOf(one))) is { } open)
        {
            throw new InvalidOperationException(
                $"MapReliability requires authorization for each service, and the endpoint '{open.RoutePattern.RawText}' of "
                + "MapReliabilityWrites changes any of them. Call app.MapReliabilityWrites(...).RequireServiceAuthorization(\"policy\").");
        }
    }

    public static void RequirePolicy(IServiceProvider services, string method, string policy)
    {
        IAuthorizationPolicyProvider provider = services.GetService<IAuthorizationPolicyProvider>()
            ?? throw new InvalidOperationException(
                $"{method} needs authorization; call builder.Services.AddAuthorization(...) and declare the policy '{policy}'.");
        if (provider.GetPolicyAsync(policy).GetAwaiter().GetResult() is null)
        {
            throw new InvalidOperationException(
                $"{method} names the policy '{policy}', and no policy has this name. Declare it with "
                + $"builder.Services.AddAuthorizationBuilder().AddPolicy(\"{policy}\", ...).");
        }
    }

    private static string? SetupOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<ReliabilityEndpoint>()?.Setup;

    private static bool IsWrite(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<WriteEndpoint>() is not null;
}
