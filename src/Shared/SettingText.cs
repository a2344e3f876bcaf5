using System.Globalization;

namespace Reliability.Common.Internal;

/// <summary>The notation of values in configuration.</summary>
internal static class SettingText
{
    public const string LegalDuration = "legal is a duration as [days.]hours:minutes:seconds, such as 00:05:00 or 30.00:00:00";

    /// <summary>Reads a duration; <c>null</c> if the text is none. A number alone, which .NET reads as days, is refused.</summary>
    public static TimeSpan? Duration(string text) =>
        text.AsSpan().Count(':') == 2 && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out TimeSpan duration)
            ? duration
            : null;
}
