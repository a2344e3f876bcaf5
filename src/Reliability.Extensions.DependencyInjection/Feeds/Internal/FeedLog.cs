using Microsoft.Extensions.Logging;

namespace Reliability.Internal;

/// <summary>Log messages of the sources that feed objectives.</summary>
internal static partial class FeedLog
{
    [LoggerMessage(140, LogLevel.Warning, "Objective '{Slo}' waits for events. {Problem}", EventName = "FeedNeverHeard")]
    public static partial void NeverHeard(ILogger logger, string slo, string problem);

    [LoggerMessage(
        141, LogLevel.Information, "The feed '{Feed}' of objective '{Slo}' is connected since {Since:u}.", EventName = "FeedConnected")]
    public static partial void Connected(ILogger logger, string feed, string slo, DateTimeOffset since);

    [LoggerMessage(146, LogLevel.Warning, "Bad events of objective '{Slo}' may not be recognized. {Problem}", EventName = "FeedInDoubt")]
    public static partial void InDoubt(ILogger logger, string slo, string problem);

    [LoggerMessage(
        147, LogLevel.Warning, "Objective '{Slo}' does not count all log entries that feed it. {Problem}", EventName = "EntriesFiltered")]
    public static partial void EntriesFiltered(ILogger logger, string slo, string problem);
}
