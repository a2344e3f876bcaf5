using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Recognizes the response of <c>UseHealthChecks</c>. It is middleware and has no endpoint, and leaves no mark other than the three headers
/// that forbid to cache it.
/// </summary>
internal static class HealthCheckResponse
{
    public static bool Is(IHeaderDictionary headers) =>
        Is(headers.CacheControl, "no-store, no-cache")
        && Is(headers.Pragma, "no-cache")
        && Is(headers.Expires, "Thu, 01 Jan 1970 00:00:00 GMT");

    private static bool Is(StringValues header, string value) => header.Count == 1 && header[0] == value;
}
