using Microsoft.Extensions.Logging;

namespace Reliability.Internal;

/// <summary>Log messages of experiments.</summary>
internal static partial class ExperimentLog
{
    [LoggerMessage(
        50,
        LogLevel.Warning,
        "The events of experiments could not be stored; {Pending} events stay in memory and are sent again. {Reason}",
        EventName = "ExperimentFlushFailed")]
    public static partial void ExperimentFlushFailed(ILogger logger, long pending, string reason, Exception exception);

    [LoggerMessage(51, LogLevel.Information, "The store accepts the events of experiments again.", EventName = "ExperimentFlushRecovered")]
    public static partial void ExperimentFlushRecovered(ILogger logger);

    [LoggerMessage(
        52,
        LogLevel.Warning,
        "Dropped {Dropped} exposures, conversions or values of experiments because {Capacity} events were waiting; the results do not "
        + "contain them.",
        EventName = "ExperimentEventsDropped")]
    public static partial void ExperimentEventsDropped(ILogger logger, long dropped, int capacity);

    [LoggerMessage(
        53,
        LogLevel.Error,
        "Stopped with {Pending} events of experiments that were not stored. {Reason}",
        EventName = "ExperimentsStoppedUndelivered")]
    public static partial void ExperimentsStoppedUndelivered(ILogger logger, long pending, string reason, Exception? exception);

    [LoggerMessage(
        54,
        LogLevel.Warning,
        "Reading experiments failed and is retried; until then this process uses the experiments that it read at {RefreshedAt}. {Reason}",
        EventName = "ExperimentRefreshFailed")]
    public static partial void ExperimentRefreshFailed(ILogger logger, DateTimeOffset refreshedAt, string reason, Exception exception);

    [LoggerMessage(
        58,
        LogLevel.Warning,
        "Reading experiments failed and is retried; none was read yet, and until then no unit is assigned. {Reason}",
        EventName = "ExperimentsNotRead")]
    public static partial void ExperimentsNotRead(ILogger logger, string reason, Exception exception);

    [LoggerMessage(55, LogLevel.Information, "Experiments are read again.", EventName = "ExperimentRefreshRecovered")]
    public static partial void ExperimentRefreshRecovered(ILogger logger);

    [LoggerMessage(56, LogLevel.Warning, "Experiment '{Key}' assigns no unit in this process: {Reason}", EventName = "ExperimentSkipped")]
    public static partial void ExperimentSkipped(ILogger logger, string key, string reason);

    [LoggerMessage(
        57,
        LogLevel.Warning,
        "Experiment '{Key}' is rolled back, and all units get the control: {Reason}. Resume or conclude it once the cause is known.",
        EventName = "ExperimentRolledBack")]
    public static partial void ExperimentRolledBack(ILogger logger, string key, string reason);
}
