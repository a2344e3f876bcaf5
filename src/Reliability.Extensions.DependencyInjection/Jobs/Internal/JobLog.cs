using Microsoft.Extensions.Logging;

namespace Reliability.Internal;

/// <summary>Log messages of the background work.</summary>
internal static partial class JobLog
{
    [LoggerMessage(401, LogLevel.Warning, "The job {Job} failed for {Count} subjects and is retried. {Reason}", EventName = "JobFailed")]
    public static partial void Failed(ILogger logger, string job, int count, string reason, Exception exception);

    [LoggerMessage(402, LogLevel.Information, "The job {Job} succeeds again.", EventName = "JobRecovered")]
    public static partial void Recovered(ILogger logger, string job);

    [LoggerMessage(
        403,
        LogLevel.Warning,
        "The job {Job} for '{Item}' of service '{Service}' is late: it was last done {Lateness} ago, by {DoneBy}, and is due every "
        + "{Interval}. {Reason}",
        EventName = "JobLate")]
    public static partial void Late(
        ILogger logger, string job, string item, string service, TimeSpan lateness, string doneBy, TimeSpan interval, string reason);

    [LoggerMessage(
        404, LogLevel.Information, "The job {Job} for '{Item}' of service '{Service}' is done on time again.", EventName = "JobInTime")]
    public static partial void InTime(ILogger logger, string job, string item, string service);

    [LoggerMessage(
        405,
        LogLevel.Warning,
        "Live processes define the {Kind} '{Item}' of service '{Service}' in {Count} different ways; the definition of this process "
        + "{Role}. {Explanation} The definition in effect: {Answers}. Deploy one definition everywhere, or give the services different "
        + "names.",
        EventName = "DefinitionConflict")]
    public static partial void Conflict(
        ILogger logger, string kind, string item, string service, int count, string role, string explanation, string answers);

    [LoggerMessage(
        406,
        LogLevel.Information,
        "All live processes define the {Kind} '{Item}' of service '{Service}' in the same way again.",
        EventName = "DefinitionConflictEnded")]
    public static partial void ConflictEnded(ILogger logger, string kind, string item, string service);

    [LoggerMessage(
        407,
        LogLevel.Warning,
        "The clock of this process is {Offset} ahead of the clock of the store (negative: behind). Retention and leases use the clock "
        + "of the store, but events that this process records get the wrong time, and it computes budgets and alerts for the wrong time.",
        EventName = "ClockDiffers")]
    public static partial void ClockDiffers(ILogger logger, TimeSpan offset);

    [LoggerMessage(
        408,
        LogLevel.Warning,
        "The heartbeat of this process cannot be stored; after {Tolerance} other processes take over its work. {Reason}",
        EventName = "HeartbeatFailed")]
    public static partial void HeartbeatFailed(ILogger logger, TimeSpan tolerance, string reason, Exception exception);

    [LoggerMessage(409, LogLevel.Information, "The heartbeat of this process is stored again.", EventName = "HeartbeatRecovered")]
    public static partial void HeartbeatRecovered(ILogger logger);

    [LoggerMessage(
        410,
        LogLevel.Warning,
        "The document '{Document}' cannot be read, so the declarations or the results that it contains are not used. {Reason}",
        EventName = "JobDocumentUnreadable")]
    public static partial void Unreadable(ILogger logger, string document, string reason);

    [LoggerMessage(
        411,
        LogLevel.Information,
        "The job {Job} for '{Item}' of service '{Service}' is no longer late: it is no longer declared, or was declared again.",
        EventName = "JobNoLongerLate")]
    public static partial void NoLongerLate(ILogger logger, string job, string item, string service);
}
