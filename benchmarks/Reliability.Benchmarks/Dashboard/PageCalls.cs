using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Reliability.Benchmarks.Dashboard;

/// <summary>
/// Calls the endpoints of the dashboard of an application that is not started: without a server, a network and background jobs, so that
/// what is measured is the dashboard alone.
/// </summary>
internal sealed class PageCalls(WebApplication app)
{
    private readonly Endpoint[] _endpoints = [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints)];

    /// <summary>Calls an endpoint and returns the response. Its body goes to a stream.</summary>
    /// <param name="what">What the endpoint answers, such as "overview twin".</param>
    /// <param name="path">The path of the request.</param>
    /// <param name="body">Where the body goes.</param>
    /// <param name="isGzip">Whether the caller accepts compressed bodies.</param>
    /// <param name="etag">The version that the caller has.</param>
    /// <param name="values">The values of the route.</param>
    public async Task<HttpResponse> CallAsync(
        string what,
        string path,
        Stream body,
        bool isGzip = false,
        string? etag = null,
        params (string Name, string Value)[] values)
    {
        Endpoint endpoint = _endpoints.First(one => one.DisplayName == $"Reliability dashboard {what}");
        var http = new DefaultHttpContext { RequestServices = app.Services };
        http.SetEndpoint(endpoint);
        http.Request.Method = HttpMethods.Get;
        http.Request.Path = path;
        http.Response.Body = body;
        foreach ((string name, string value) in values)
        {
            http.Request.RouteValues[name] = value;
        }

        if (isGzip)
        {
            http.Request.Headers.AcceptEncoding = "gzip";
        }

        if (etag is not null)
        {
            http.Request.Headers.IfNoneMatch = etag;
        }

        await endpoint.RequestDelegate!(http);
        return http.Response;
    }

    /// <summary>Returns a body, which must be there.</summary>
    public async Task<byte[]> BodyAsync(string what, string path, bool isGzip, params (string Name, string Value)[] values)
    {
        using var body = new MemoryStream();
        HttpResponse response = await CallAsync(what, path, body, isGzip, values: values);
        bool isCompressed = response.Headers.ContentEncoding == "gzip";
        return response.StatusCode == StatusCodes.Status200OK && isCompressed == isGzip
            ? body.ToArray()
            : throw new InvalidOperationException($"{path}: status {response.StatusCode}, encoding '{response.Headers.ContentEncoding}'.");
    }
}
