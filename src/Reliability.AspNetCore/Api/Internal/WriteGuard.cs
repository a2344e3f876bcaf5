using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Common;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Ensures that a caller who makes a change is authenticated and authorized, and that the request does not come from another site.
/// </summary>
internal static class WriteGuard
{
    public static void Protect(RouteGroupBuilder group, IServiceProvider services, string policy)
    {
        group.AddEndpointFilter(FilterAsync);
        IStartupChecks checks = services.GetRequiredService<IStartupChecks>();
        checks.Add(provider => RequirePolicy(provider, policy));
        checks.Add(ServiceGuard.RequireWhole);
    }

    /// <summary>Returns the name of the caller from the authenticated user, never from the request body.</summary>
    public static string Who(HttpContext http) => Name(http) ?? throw new ForbiddenException(
        "The caller is authenticated but has no name. The audit history needs a claim of type name, nameidentifier or sub.");

    /// <summary>Returns who changes something and why, with the ID of the caller, or a new one.</summary>
    public static ChangeRequest Request(HttpContext http, string reason, string? id) => id is null
        ? new() { By = Who(http), Reason = reason }
        : new() { By = Who(http), Reason = reason, Id = id };

    /// <summary>Returns the name of the caller, or <see langword="null"/> if no claim states one.</summary>
    public static string? Name(HttpContext http) =>
        (http.User.Identity?.Name ?? http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? http.User.FindFirstValue("sub")) is { } who
            && !string.IsNullOrWhiteSpace(who)
            ? who
            : null;

    private static async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (http.User.Identity?.IsAuthenticated != true)
        {
            return Reject(StatusCodes.Status401Unauthorized, "The caller is not authenticated.");
        }

        if (IsFromElsewhere(http.Request))
        {
            return Reject(StatusCodes.Status403Forbidden, "The request comes from a page of another site.");
        }

        // A form on another site cannot send this content type without a CORS preflight request.
        EndpointMetadataCollection endpoint = http.GetEndpoint()!.Metadata;
        (bool isValid, string valid) = endpoint.GetMetadata<XmlBody>() is not null ? (XmlBody.IsIn(http.Request), "application/xml")
            : endpoint.GetMetadata<MarkdownBody>() is not null ? (MarkdownBody.IsIn(http.Request), ResponseFormat.Markdown)
            : endpoint.GetMetadata<TextBody>() is not null
                ? (TextBody.IsIn(http.Request), "application/x-ndjson, text/csv or application/json")
                : (http.Request.HasJsonContentType(), "application/json");
        if (!isValid)
        {
            return Reject(StatusCodes.Status415UnsupportedMediaType, $"Send {valid}.");
        }

        try
        {
            return await next(context).ConfigureAwait(false);
        }
        finally
        {
            EndpointMetadataCollection metadata = http.GetEndpoint()!.Metadata;
            if (metadata.GetMetadata<PlanEndpoint>() is null)
            {
                metadata.GetMetadata<WriteEndpoint>()!.Count();
            }
        }
    }

    private static ProblemHttpResult Reject(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    /// <summary>Returns whether the headers show that a page of another site made the request.</summary>
    private static bool IsFromElsewhere(HttpRequest request)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is not ("same-origin" or "none");
        }

        string origin = request.Headers.Origin.ToString();
        return origin.Length > 0
            && !(Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri)
                && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    private static void RequirePolicy(IServiceProvider services, string policy)
    {
        ServiceGuard.RequirePolicy(services, "MapReliabilityWrites", policy);
        if (services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .FirstOrDefault(
                endpoint => endpoint.Metadata.GetMetadata<WriteEndpoint>() is not null
                    && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null) is { } open)
        {
            throw new InvalidOperationException(
                $"The endpoint '{open.RoutePattern.RawText}' changes budgets, gates or experiments and is marked with AllowAnonymous. "
                + "The caller of a change must be known; remove AllowAnonymous.");
        }
    }
}
