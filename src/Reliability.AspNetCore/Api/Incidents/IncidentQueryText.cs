using System.Globalization;
using Reliability.Common.Internal;

namespace Reliability.AspNetCore.Internal;

/// <summary>Reads the words of requests about incidents.</summary>
internal static class IncidentQueryText
{
    /// <summary>Returns the value that a word names, in upper or lower case. No word names the value 0, which decides nothing.</summary>
    /// <exception cref="BadQueryException">No value has this name.</exception>
    public static T Word<T>(string text, string parameter)
        where T : struct, Enum
    {
        T[] values = [.. Enum.GetValues<T>().Where(value => !value.Equals(default(T)))];
        foreach (T value in values)
        {
            if (value.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        throw new BadQueryException($"{parameter}: {Check.Rejection(text, $"one of {string.Join(", ", values)}")}");
    }

    /// <summary>Returns the day that a text states, if there is one.</summary>
    /// <exception cref="BadQueryException">The text is no day.</exception>
    public static DateOnly? Day(string? text, string parameter) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day
        : throw new BadQueryException($"{parameter}: {Check.Rejection(text, "a day such as 2024-01-01")}");

    /// <summary>Returns the time of day that a text states, if there is one.</summary>
    /// <exception cref="BadQueryException">The text is no time of day.</exception>
    public static TimeOnly? Time(string? text, string parameter) => text is null ? null
        : TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time) ? time
        : throw new BadQueryException($"{parameter}: {Check.Rejection(text, "a time of day such as 09:00")}");
}
