using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Reliability.Dashboard.Internal;

/// <summary>Reads the time of the past that an address asks for.</summary>
internal static class PastTime
{
    public const string Name = "at";

    private const string Form =
        "at: a time of the past is valid, such as 2026-11-20T14:00Z, 2026-11-20T15:00+01:00 or 2026-11-20. "
        + "Without Z or an offset, it is in the time zone of the page.";

    private static readonly string[] _withOffset =
        ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Returns the time in whole minutes; <see langword="null"/> for the present.</summary>
    /// <exception cref="BadParameterException">It is no time of the past.</exception>
    public static DateTimeOffset? Of(IQueryCollection query, TimeZoneInfo zone, DateTimeOffset now)
    {
        string? text = query[Name] switch
        {
            [] => null,
            [{ Length: > 0 } value] => value,
            [_] => null,
            _ => throw new BadParameterException($"{Name}: one value is valid."),
        };
        if (text is null)
        {
            return null;
        }

        DateTimeOffset at = Read(text, zone);
        at = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        return at <= now ? at : throw new BadParameterException($"{Form} A time in the future is not.");
    }

    /// <summary>Returns the time as addresses have it.</summary>
    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);

    /// <summary>The message about a time before everything that is stored.</summary>
    public static BadParameterException TooEarly(DateTimeOffset? first) => new(first is { } from
        ? $"{Form} Nothing is stored of the time before {Text(from)}."
        : $"{Form} Nothing is stored yet.");

    private static DateTimeOffset Read(string text, TimeZoneInfo zone)
    {
        if (LocalTime.Of(text, zone, out string? problem) is { } local)
        {
            return local;
        }

        if (problem is not null)
        {
            throw new BadParameterException($"{Form} {problem}");
        }

        // A plus sign that is not escaped arrives as a space.
        return DateTimeOffset.TryParseExact(
            text.Replace(' ', '+'), _withOffset, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset at)
            ? at
            : throw new BadParameterException(Form);
    }
}
