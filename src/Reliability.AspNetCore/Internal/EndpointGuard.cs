using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Sees to it that nobody reads the API by accident: the application starts only when it is said who may, and what was not said is refused
/// request by request as well.
/// </summary>
internal sealed class EndpointGuard(IHostEnvironment environment, AuthorizationOptions? authorization, ILogger logger)
{
    public static void Protect(RouteGroupBuilder group, IServiceProvider services)
    {
        var guard = new EndpointGuard(
            services.GetRequiredService<IHostEnvironment>(),
            services.GetService<IOptions<AuthorizationOptions>>()?.Value,
            services.GetRequiredService<ILoggerFactory>().CreateLogger("Reliability.AspNetCore"));
        group.AddEndpointFilter(guard.FilterAsync);
        services.GetRequiredService<IStartupChecks>().Add(guard.RequireStatedAuthorization);
    }

    private void RequireStatedAuthorization(IServiceProvider services)
    {
        RouteEndpoint? open = services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .FirstOrDefault(endpoint => endpoint.Metadata.GetMetadata<ReliabilityEndpoint>() is not null && !IsStated(endpoint));
        if (open is null)
        {
            return;
        }

        if (!environment.IsDevelopment())
        {
            throw new InvalidOperationException(
                $"The endpoints of MapReliability at '{open.RoutePattern.RawText}' do not say who may read them. "
                + "Write app.MapReliability(...).RequireAuthorization(\"policy\"), or .AllowAnonymous() if everybody may, or set a fallback policy.");
        }

        Log.OpenInDevelopment(logger, open.RoutePattern.RawText);
    }

    private async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (!IsStated(http.GetEndpoint()!) && !(environment.IsDevelopment() && IsFromHere(http)))
        {
            return TypedResults.Problem(
                "It is not said who may read this. Write app.MapReliability(...).RequireAuthorization(...) or .AllowAnonymous(); in Development requests from this machine are answered.",
                statusCode: StatusCodes.Status403Forbidden);
        }

        return await next(context).ConfigureAwait(false);
    }

    private bool IsStated(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
        || endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null
        || endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is not null
        || authorization?.FallbackPolicy is not null;

    /// <summary>Whether the request was made on this machine, and was not passed on by a proxy on it.</summary>
    private static bool IsFromHere(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded");
}
