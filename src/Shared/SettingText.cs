using System.Globalization;

namespace Reliability.Common.Internal;

/// <summary>The notation of values in configuration.</summary>
internal static class SettingText
{
    public const string ValidDuration = "a duration as [days.]hours:minutes:seconds, such as 00:05:00 or 30.00:00:00";

    /// <summary>Reads a duration; <c>null</c> if the text is none. A number alone, which .NET reads as days, is rejected.</summary>
    public static TimeSpan? Duration(string text) =>
        text.AsSpan().Count(':') == 2 && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out TimeSpan duration)
            ? duration
            : null;

    /// <inheritdoc cref="Duration"/>
    /// <exception cref="ArgumentException">The text is no duration.</exception>
    public static TimeSpan RequireDuration(string text) =>
        Duration(text) ?? throw new ArgumentException(Check.Rejection(text, ValidDuration), nameof(text));

    /// <summary>Reads one or more words of an enum, separated by commas.</summary>
    /// <exception cref="ArgumentException">A word is none of the enum.</exception>
    public static T RequireWord<T>(string text)
        where T : struct, Enum =>
        !text.AsSpan().ContainsAnyInRange('0', '9') && Enum.TryParse(text, ignoreCase: true, out T word)
            ? word
            : throw new ArgumentException(Check.Rejection(text, $"one of {string.Join(", ", Enum.GetNames<T>())}"), nameof(text));
}
