using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Marks an endpoint whose body is XML. As for JSON, a page of another site cannot send it without a CORS preflight request.
/// </summary>
internal sealed class XmlBody
{
    public static readonly XmlBody Instance = new();

    public static bool IsIn(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
        && (type.MediaType.Equals("application/xml", StringComparison.OrdinalIgnoreCase)
            || type.MediaType.Equals("text/xml", StringComparison.OrdinalIgnoreCase)
            || type.Suffix.Equals("xml", StringComparison.OrdinalIgnoreCase));
}
