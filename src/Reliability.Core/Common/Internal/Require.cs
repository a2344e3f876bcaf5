using System.Diagnostics.CodeAnalysis;

namespace Reliability.Common.Internal;

/// <summary>Checks an argument against its legal range.</summary>
internal static class Require
{
    public static void That([DoesNotReturnIf(false)] bool legal, object? value, string range, string parameter)
    {
        if (!legal)
        {
            throw new ArgumentOutOfRangeException(parameter, value, range);
        }
    }

    public static TimeZoneInfo Zone(
        string zone,
        string parameter) => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out TimeZoneInfo? found) && found.HasIanaId
        ? found
        : throw new ArgumentException(
            $"'{zone}' is not a time zone that this machine knows; legal are IANA names such as 'UTC' or 'Europe/Berlin'.",
            parameter);
}
