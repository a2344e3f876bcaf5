using Microsoft.AspNetCore.Http;

namespace Reliability.Dashboard.Internal;

/// <summary>Sends what is complete in memory: pages, twins and assets.</summary>
internal static class ResponseBody
{
    /// <summary>Returns whether the client reads what is compressed with gzip.</summary>
    public static bool AcceptsGzip(HttpContext http) =>
        http.Request.GetTypedHeaders().AcceptEncoding.Any(one => one.Value == "gzip" && one.Quality is null or > 0);

    /// <summary>Sends a body, of which a client that asks for the head alone gets the length.</summary>
    /// <param name="http">The request.</param>
    /// <param name="body">The body as it is sent.</param>
    /// <param name="isGzip">Whether it is compressed.</param>
    public static async Task SendAsync(HttpContext http, ReadOnlyMemory<byte> body, bool isGzip)
    {
        if (isGzip)
        {
            http.Response.Headers.ContentEncoding = "gzip";
        }

        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(body, http.RequestAborted).ConfigureAwait(false);
        }
    }
}
