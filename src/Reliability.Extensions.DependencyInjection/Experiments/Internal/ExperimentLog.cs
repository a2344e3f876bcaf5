using Microsoft.Extensions.Logging;

namespace Reliability.Internal;

/// <summary>Log messages of experiments.</summary>
internal static partial class ExperimentLog
{
    [LoggerMessage(
        301,
        LogLevel.Warning,
        "The events of experiments could not be stored; {Pending} events stay in memory and are sent again. {Reason}",
        EventName = "ExperimentFlushFailed")]
    public static partial void ExperimentFlushFailed(ILogger logger, long pending, string reason, Exception exception);

    [LoggerMessage(302, LogLevel.Information, "The store accepts the events of experiments again.", EventName = "ExperimentFlushRecovered")]
    public static partial void ExperimentFlushRecovered(ILogger logger);

    [LoggerMessage(
        303,
        LogLevel.Warning,
        "Dropped {Dropped} exposures, conversions or values of experiments because {Capacity} events were waiting; the results do not "
        + "contain them.",
        EventName = "ExperimentEventsDropped")]
    public static partial void ExperimentEventsDropped(ILogger logger, long dropped, int capacity);

    [LoggerMessage(
        304,
        LogLevel.Error,
        "Stopped with {Pending} events of experiments that were not stored: {Exposures} exposures, {Conversions} conversions and {Values} "
        + "values. {Reason}",
        EventName = "ExperimentsStoppedUndelivered")]
    public static partial void ExperimentsStoppedUndelivered(
        ILogger logger, long pending, long exposures, long conversions, long values, string reason, Exception? exception);

    [LoggerMessage(
        311,
        LogLevel.Error,
        "Ended with {Events} events of experiments that were not stored and are lost: {Exposures} exposures, {Conversions} conversions and "
        + "{Values} values. They were tracked after the last flush, or the host was not stopped and the store was unavailable.",
        EventName = "ExperimentEventsTooLate")]
    public static partial void ExperimentEventsTooLate(
        ILogger logger, long events, long exposures, long conversions, long values);

    [LoggerMessage(
        305,
        LogLevel.Warning,
        "Reading experiments failed and is retried; until then this process uses the experiments that it read at {RefreshedAt}. {Reason}",
        EventName = "ExperimentRefreshFailed")]
    public static partial void ExperimentRefreshFailed(ILogger logger, DateTimeOffset refreshedAt, string reason, Exception exception);

    [LoggerMessage(
        309,
        LogLevel.Warning,
        "Reading experiments failed and is retried; none was read yet, and until then no unit is assigned. {Reason}",
        EventName = "ExperimentsNotRead")]
    public static partial void ExperimentsNotRead(ILogger logger, string reason, Exception exception);

    [LoggerMessage(306, LogLevel.Information, "Experiments are read again.", EventName = "ExperimentRefreshRecovered")]
    public static partial void ExperimentRefreshRecovered(ILogger logger);

    [LoggerMessage(307, LogLevel.Warning, "Experiment '{Key}' assigns no unit in this process: {Reason}", EventName = "ExperimentSkipped")]
    public static partial void ExperimentSkipped(ILogger logger, string key, string reason);

    [LoggerMessage(
        308,
        LogLevel.Warning,
        "Experiment '{Key}' is rolled back, and all units get the control: {Reason}. Resume or conclude it once the cause is known.",
        EventName = "ExperimentRolledBack")]
    public static partial void ExperimentRolledBack(ILogger logger, string key, string reason);

    [LoggerMessage(
        312,
        LogLevel.Warning,
        "Rejected {Calls} calls of experiments because of an invalid {Kind}: a unit has an id of 1 to 500 characters, a variant is one of "
        + "the experiment's, and a value is finite. They gave no variant and counted nothing. Set ThrowOnInvalidInput in tests to find the "
        + "caller.",
        EventName = "ExperimentCallsRejected")]
    public static partial void ExperimentCallsRejected(ILogger logger, long calls, string kind);

    [LoggerMessage(
        310,
        LogLevel.Warning,
        "The store could not be asked for the variants of {Calls} units of sticky experiments. They got no variant and do not count. "
        + "FallBackToDraw uses the draw instead.",
        EventName = "ExperimentStoreUnavailable")]
    public static partial void ExperimentStoreUnavailable(ILogger logger, long calls);

    [LoggerMessage(
        313, LogLevel.Warning, "Experiment '{Key}' is probably not defined as intended. {Warning}", EventName = "ExperimentDoubtful")]
    public static partial void ExperimentDoubtful(ILogger logger, string key, string warning);
}
