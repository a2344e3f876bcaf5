using Microsoft.Extensions.Logging;

namespace Reliability.Internal;

/// <summary>What experiments say.</summary>
internal static partial class ExperimentLog
{
    [LoggerMessage(50, LogLevel.Warning, "Sending what experiments counted failed; {Pending} events stay in memory and are sent again. {Reason}", EventName = "ExperimentFlushFailed")]
    public static partial void ExperimentFlushFailed(ILogger logger, long pending, string reason, Exception exception);

    [LoggerMessage(51, LogLevel.Information, "The store takes what experiments count again.", EventName = "ExperimentFlushRecovered")]
    public static partial void ExperimentFlushRecovered(ILogger logger);

    [LoggerMessage(52, LogLevel.Warning, "Dropped {Dropped} exposures, conversions or values of experiments beyond {Capacity} waiting ones; their results lack them.", EventName = "ExperimentEventsDropped")]
    public static partial void ExperimentEventsDropped(ILogger logger, long dropped, int capacity);

    [LoggerMessage(53, LogLevel.Error, "Stopped with {Pending} events of experiments that were not counted. {Reason}", EventName = "ExperimentsStoppedUndelivered")]
    public static partial void ExperimentsStoppedUndelivered(ILogger logger, long pending, string reason, Exception? exception);

    [LoggerMessage(54, LogLevel.Warning, "Reading experiments failed and is tried again; this process decides by what it read at {RefreshedAt}. {Reason}", EventName = "ExperimentRefreshFailed")]
    public static partial void ExperimentRefreshFailed(ILogger logger, DateTimeOffset? refreshedAt, string reason, Exception exception);

    [LoggerMessage(55, LogLevel.Information, "Experiments are read again.", EventName = "ExperimentRefreshRecovered")]
    public static partial void ExperimentRefreshRecovered(ILogger logger);

    [LoggerMessage(56, LogLevel.Warning, "Experiment '{Key}' assigns nobody in this process: {Reason}", EventName = "ExperimentSkipped")]
    public static partial void ExperimentSkipped(ILogger logger, string key, string reason);

    [LoggerMessage(57, LogLevel.Warning, "Experiment '{Key}' is rolled back, everybody gets the control: {Reason}. Resume or conclude it once it is clear why.", EventName = "ExperimentRolledBack")]
    public static partial void ExperimentRolledBack(ILogger logger, string key, string reason);
}
