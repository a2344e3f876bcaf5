using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Marks an endpoint whose body is Markdown. As for JSON, a page of another site cannot send it without a CORS preflight request.
/// </summary>
internal sealed class MarkdownBody
{
    public static readonly MarkdownBody Instance = new();

    public static bool IsIn(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
        && type.MediaType.Equals(ResponseFormat.Markdown, StringComparison.OrdinalIgnoreCase);
}
