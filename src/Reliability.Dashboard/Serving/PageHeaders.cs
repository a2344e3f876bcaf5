using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Reliability.Dashboard.Internal;

/// <summary>
/// The headers of pages and twins: nothing is loaded from elsewhere, nothing is shown in a foreign frame, nothing is kept unasked.
/// </summary>
internal sealed class PageHeaders(IEnumerable<string> frameAncestors)
{
    private readonly string _policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; "
        + $"frame-ancestors {Ancestors(frameAncestors)}; require-trusted-types-for 'script'; trusted-types 'none'";

    private readonly bool _isFramed = frameAncestors.Any();

    public void Set(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = _policy;
        headers[HeaderNames.XContentTypeOptions] = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers.CacheControl = "private, no-cache";
        headers.Vary = "Accept-Encoding";
        if (!_isFramed)
        {
            headers.XFrameOptions = "DENY";
        }
    }

    private static string Ancestors(IEnumerable<string> origins)
    {
        string all = string.Join(' ', origins);
        return all.Length == 0 ? "'none'" : all;
    }
}
