using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Reliability.Common.Internal;

namespace Reliability.AspNetCore.Internal;

/// <summary>Shared by the endpoints: mapping, reading parameters and writing responses.</summary>
internal static class Api
{
    public static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    public static DateTimeOffset? Instant(string? text, string parameter) => text switch
    {
        null => null,
        _ when DateTimeOffset.TryParseExact(
            text,
            ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset value) => value,
        _ => throw new BadQueryException($"{parameter}: '{Names.Shorten(text)}' is not a valid time; write it as 2026-03-01T12:00:00Z."),
    };

    /// <summary>Reads a period of which either end may be left out.</summary>
    /// <exception cref="BadQueryException">A text is no time, or the period ends before it starts.</exception>
    public static (DateTimeOffset? From, DateTimeOffset? To) Period(string? from, string? to)
    {
        (DateTimeOffset? start, DateTimeOffset? end) = (Instant(from, nameof(from)), Instant(to, nameof(to)));
        return start > end
            ? throw new BadQueryException($"from: '{Names.Shorten(from!)}' is later than to, '{Names.Shorten(to!)}'.")
            : (start, end);
    }

    /// <summary>Reads how many items a response may have: 1 to a maximum, by default 100.</summary>
    public static int Limit(string? text, string parameter, int max) => text switch
    {
        null => 100,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= 1 && count <= max => count,
        _ => throw new BadQueryException($"{parameter}: {Check.Rejection(text, $"from 1 to {max}")}"),
    };

    public static JsonHttpResult<T> Json<T>(T value, int status = StatusCodes.Status200OK) =>
        TypedResults.Json(
            value, (System.Text.Json.Serialization.Metadata.JsonTypeInfo<T>)ApiJson.Default.GetTypeInfo(typeof(T))!, statusCode: status);

    public static RouteHandlerBuilder Describe<T>(this RouteHandlerBuilder endpoint, string name, string summary) => endpoint
        .WithSummary(summary)
        .WithDisplayName($"Reliability {name}")
        .Produces<T>()
        .ProducesProblem(503);
}
