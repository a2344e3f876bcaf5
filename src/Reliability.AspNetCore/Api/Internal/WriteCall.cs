using System.Net.Mime;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Sends a request to a write endpoint within the process, in the name of the caller of another request. The policies of the endpoint and
/// its filters decide, as for a request from outside: the headers that say from where the caller's request came are those of this one.
/// </summary>
internal static class WriteCall
{
    /// <summary>The headers that describe the caller's own body or ask for a version of something else.</summary>
    private static readonly HashSet<string> _ofTheBody = new(StringComparer.OrdinalIgnoreCase)
    {
        HeaderNames.ContentType, HeaderNames.ContentLength, HeaderNames.ContentEncoding, HeaderNames.TransferEncoding, HeaderNames.Expect,
        HeaderNames.IfMatch, HeaderNames.IfNoneMatch, HeaderNames.Accept, HeaderNames.AcceptEncoding, HeaderNames.Range,
    };

    public static async ValueTask<ReliabilityReply> SendAsync(
        HttpContext caller, string setup, string pattern, IReadOnlyDictionary<string, string> values, ReadOnlyMemory<byte> body)
    {
        RouteEndpoint endpoint = Find(caller, setup, pattern);
        using var response = new MemoryStream();
        HttpContext call = Context(caller, endpoint, values, body, response);
        PolicyAuthorizationResult allowed = await AuthorizeAsync(call, endpoint).ConfigureAwait(false);
        if (!allowed.Succeeded)
        {
            int status = allowed.Challenged ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden;
            return new ReliabilityReply { Status = status, Body = ReadOnlyMemory<byte>.Empty };
        }

        await endpoint.RequestDelegate!(call).ConfigureAwait(false);
        await call.Response.CompleteAsync().ConfigureAwait(false);
        return new ReliabilityReply { Status = call.Response.StatusCode, Body = response.ToArray() };
    }

    private static RouteEndpoint Find(HttpContext caller, string setup, string pattern)
    {
        RouteEndpoint[] writes =
        [
            .. caller.RequestServices.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
                .Where(one => one.Metadata.GetMetadata<WriteEndpoint>() is not null
                    && one.Metadata.GetMetadata<ReliabilityEndpoint>()?.Setup == setup),
        ];
        if (writes.Length == 0)
        {
            throw new InvalidOperationException("The setup has no write endpoints. Call app.MapReliabilityWrites(...).");
        }

        return writes.FirstOrDefault(one => one.RoutePattern.RawText?.EndsWith(pattern, StringComparison.Ordinal) == true)
            ?? throw new ArgumentException($"There is no write endpoint '{pattern}'.", nameof(pattern));
    }

    private static DefaultHttpContext Context(
        HttpContext caller,
        Endpoint endpoint,
        IReadOnlyDictionary<string, string> values,
        ReadOnlyMemory<byte> body,
        Stream response)
    {
        var call = new DefaultHttpContext
        {
            RequestServices = caller.RequestServices,
            User = caller.User,
            TraceIdentifier = caller.TraceIdentifier,
            RequestAborted = caller.RequestAborted,
        };
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues value) in caller.Request.Headers)
        {
            if (!_ofTheBody.Contains(name))
            {
                call.Request.Headers[name] = value;
            }
        }

        call.Connection.RemoteIpAddress = caller.Connection.RemoteIpAddress;
        call.Request.Method = HttpMethods.Post;
        call.Request.Scheme = caller.Request.Scheme;
        call.Request.Host = caller.Request.Host;
        call.Request.PathBase = caller.Request.PathBase;
        call.Request.Protocol = caller.Request.Protocol;
        call.Request.ContentType = MediaTypeNames.Application.Json;
        call.Request.ContentLength = body.Length;
        call.Request.Body = new MemoryStream(body.ToArray(), writable: false);
        call.Request.RouteValues = new RouteValueDictionary(values.Select(one => KeyValuePair.Create(one.Key, (object?)one.Value)));
        call.Response.Body = response;
        call.SetEndpoint(endpoint);
        return call;
    }

    /// <summary>Evaluates what the authorization of a request from outside evaluates before the endpoint.</summary>
    private static async ValueTask<PolicyAuthorizationResult> AuthorizeAsync(HttpContext call, RouteEndpoint endpoint)
    {
        AuthorizationPolicy? policy = await AuthorizationPolicy.CombineAsync(
            call.RequestServices.GetRequiredService<IAuthorizationPolicyProvider>(),
            endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>(),
            endpoint.Metadata.GetOrderedMetadata<AuthorizationPolicy>()).ConfigureAwait(false);
        IReadOnlyList<IAuthorizationRequirementData> more = endpoint.Metadata.GetOrderedMetadata<IAuthorizationRequirementData>();
        if (policy is null)
        {
            return PolicyAuthorizationResult.Forbid();
        }

        if (more.Count > 0)
        {
            policy = new AuthorizationPolicyBuilder(policy).AddRequirements([.. more.SelectMany(one => one.GetRequirements())]).Build();
        }

        IPolicyEvaluator evaluator = call.RequestServices.GetRequiredService<IPolicyEvaluator>();
        AuthenticateResult authenticated = await evaluator.AuthenticateAsync(policy, call).ConfigureAwait(false);
        return await evaluator.AuthorizeAsync(policy, authenticated, call, call).ConfigureAwait(false);
    }
}
