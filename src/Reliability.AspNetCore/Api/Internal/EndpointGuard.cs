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
/// Prevents unintended access to the API: the application starts only when every endpoint states who may read it, and each request to an
/// endpoint that does not is rejected.
/// </summary>
internal sealed class EndpointGuard(
    string method, IHostEnvironment environment, AuthorizationOptions? authorization, ILogger logger)
{
    /// <summary>The names under which a browser reaches the machine that it runs on.</summary>
    private static readonly string[] _local = ["localhost", "127.0.0.1", "[::1]"];

    public static void Protect(RouteGroupBuilder group, IServiceProvider services, string method)
    {
        var guard = new EndpointGuard(
            method,
            services.GetRequiredService<IHostEnvironment>(),
            services.GetService<IOptions<AuthorizationOptions>>()?.Value,
            services.GetRequiredService<ILoggerFactory>().CreateLogger(ReliabilityLogCategories.AspNetCore));
        group.AddEndpointFilter(guard.FilterAsync);
        IStartupChecks checks = services.GetRequiredService<IStartupChecks>();
        checks.Add(guard.RequireStatedAuthorization);
        checks.Add(ServiceGuard.RequireWhole);
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
                $"The endpoints of {method} at '{open.RoutePattern.RawText}' do not say who may read them. "
                + $"Call app.{method}(...).RequireAuthorization(\"policy\"), or .AllowAnonymous() to allow every caller, "
                + "or set a fallback policy.");
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
                $"This endpoint does not say who may read it. Call app.{method}(...).RequireAuthorization(...) or .AllowAnonymous(). "
                + "In Development, only requests from this machine are answered.",
                statusCode: StatusCodes.Status403Forbidden);
        }

        return await next(context).ConfigureAwait(false);
    }

    private bool IsStated(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
        || endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null
        || endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is not null
        || authorization?.FallbackPolicy is not null;

    /// <summary>
    /// Returns whether the request was made on this machine and no proxy forwarded it. A page of another site can let its name point to
    /// this machine (DNS rebinding), so that the host of the request must be this machine too.
    /// </summary>
    private static bool IsFromHere(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && _local.Contains(http.Request.Host.Host, StringComparer.OrdinalIgnoreCase)
        && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded");
}
