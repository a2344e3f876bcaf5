using Microsoft.AspNetCore.Http;
using Reliability.Common.Internal;

namespace Reliability.AspNetCore.Internal;

/// <summary>Reads the format in which a caller asks for a response.</summary>
internal static class ResponseFormat
{
    public const string Markdown = "text/markdown";

    /// <summary>Whether Markdown is asked for: by the parameter, or by a header that prefers it to JSON.</summary>
    public static bool IsMarkdown(HttpContext http, string? format) => format switch
    {
        "markdown" => true,
        "json" => false,
        null => Quality(http, Markdown) is { } markdown && markdown > (Quality(http, "application/json") ?? 0),
        _ => throw new BadQueryException($"format: {Check.Rejection(format, "'json' (default) or 'markdown'")}"),
    };

    /// <summary>Returns how much a header prefers a media type, or <see langword="null"/> if none names it.</summary>
    public static double? Quality(HttpContext http, string mediaType) => http.Request.GetTypedHeaders().Accept
        .Where(one => one.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)).Max(one => (double?)(one.Quality ?? 1));
}
