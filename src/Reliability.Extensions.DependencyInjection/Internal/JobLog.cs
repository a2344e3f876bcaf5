using Microsoft.Extensions.Logging;

namespace Reliability.Internal;

/// <summary>What the work in the background says.</summary>
internal static partial class JobLog
{
    [LoggerMessage(60, LogLevel.Warning, "The job {Job} failed in {Count} places and is tried again. {Reason}", EventName = "JobFailed")]
    public static partial void Failed(ILogger logger, string job, int count, string reason, Exception exception);

    [LoggerMessage(61, LogLevel.Information, "The job {Job} is done again.", EventName = "JobRecovered")]
    public static partial void Recovered(ILogger logger, string job);

    [LoggerMessage(62, LogLevel.Warning, "The job {Job} for '{Item}' of service '{Service}' is late: it was last done {Lateness} ago, by {DoneBy}, and should be done every {Interval}. {Reason}", EventName = "JobLate")]
    public static partial void Late(ILogger logger, string job, string item, string service, TimeSpan lateness, string doneBy, TimeSpan interval, string reason);

    [LoggerMessage(63, LogLevel.Information, "The job {Job} for '{Item}' of service '{Service}' is done in time again.", EventName = "JobInTime")]
    public static partial void InTime(ILogger logger, string job, string item, string service);

    [LoggerMessage(64, LogLevel.Warning, "Live processes define the {Kind} '{Item}' of service '{Service}' in {Count} ways; the definition here {Role}. {Explanation} The one that answers: {Answers}. Deploy one definition everywhere, or give the services names of their own.", EventName = "DefinitionConflict")]
    public static partial void Conflict(ILogger logger, string kind, string item, string service, int count, string role, string explanation, string answers);

    [LoggerMessage(65, LogLevel.Information, "All live processes define the {Kind} '{Item}' of service '{Service}' alike again.", EventName = "DefinitionConflictEnded")]
    public static partial void ConflictEnded(ILogger logger, string kind, string item, string service);

    [LoggerMessage(66, LogLevel.Warning, "The clock of this process is {Offset} ahead of the clock of the store (negative: behind). Nothing is deleted or decided by it, but what it records lands at the wrong time.", EventName = "ClockDiffers")]
    public static partial void ClockDiffers(ILogger logger, TimeSpan offset);

    [LoggerMessage(67, LogLevel.Warning, "This process cannot say that it is alive; after {Tolerance} others take over what it does. {Reason}", EventName = "HeartbeatFailed")]
    public static partial void HeartbeatFailed(ILogger logger, TimeSpan tolerance, string reason, Exception exception);

    [LoggerMessage(68, LogLevel.Information, "This process can say again that it is alive.", EventName = "HeartbeatRecovered")]
    public static partial void HeartbeatRecovered(ILogger logger);
}
