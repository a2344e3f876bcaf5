using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Marks an endpoint whose body is JSON lines, CSV or JSON. As for JSON, a page of another site cannot send these without a CORS preflight
/// request.
/// </summary>
internal sealed class TextBody
{
    public static readonly TextBody Instance = new();

    public static bool IsIn(HttpRequest request) => request.HasJsonContentType()
        || (MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            && (type.MediaType.Equals("application/x-ndjson", StringComparison.OrdinalIgnoreCase)
                || type.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase)));
}
