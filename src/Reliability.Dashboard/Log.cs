using Microsoft.Extensions.Logging;

namespace Reliability.Dashboard.Internal;

internal static partial class Log
{
    [LoggerMessage(
        601,
        LogLevel.Warning,
        "The section '{Section}' of the dashboard could not be read; the others are shown.",
        EventName = "SectionFailed")]
    public static partial void SectionFailed(ILogger logger, Exception exception, string section);
}
