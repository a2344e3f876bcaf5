using Microsoft.Extensions.Logging;
using Reliability.Storage;

namespace Reliability.Internal;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "No store is configured for {Roles}: they live in memory and end with the process. Keep them with UseSqlite(\"reliability.db\") from Reliability.Storage.Sqlite, UsePostgres(...) from Reliability.Storage.Postgres or UseRedis(...) from Reliability.Storage.Redis.", EventName = "InMemoryStore")]
    public static partial void InMemoryStore(ILogger logger, StorageRoles roles);

    [LoggerMessage(2, LogLevel.Error, "The store is not ready; measurements are kept in memory, up to {MaxPendingBuckets} buckets, until it is. {Reason}", EventName = "StoreNotReady")]
    public static partial void StoreNotReady(ILogger logger, int maxPendingBuckets, string reason, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "A flush failed; {Pending} events stay in memory and are sent again. {Reason}", EventName = "FlushFailed")]
    public static partial void FlushFailed(ILogger logger, long pending, string reason, Exception exception);

    [LoggerMessage(4, LogLevel.Information, "The store takes measurements again.", EventName = "FlushRecovered")]
    public static partial void FlushRecovered(ILogger logger);

    [LoggerMessage(5, LogLevel.Warning, "Dropped {TooOld} events older than {HourRetention}, {InFuture} further ahead than {FutureTolerance}, {BufferFull} beyond {MaxPendingBuckets} waiting buckets, {Stopped} after the end.", EventName = "EventsDropped")]
    public static partial void EventsDropped(ILogger logger, long tooOld, TimeSpan hourRetention, long inFuture, TimeSpan futureTolerance, long bufferFull, int maxPendingBuckets, long stopped);

    [LoggerMessage(6, LogLevel.Warning, "Reading budgets or removing old data failed and is tried again later. {Reason}", EventName = "UpkeepFailed")]
    public static partial void UpkeepFailed(ILogger logger, string reason, Exception exception);

    [LoggerMessage(7, LogLevel.Error, "Stopped with {Dropped} events that the store had not taken. {Reason}", EventName = "StoppedUndelivered")]
    public static partial void StoppedUndelivered(ILogger logger, long dropped, string reason, Exception exception);

    [LoggerMessage(20, LogLevel.Warning, "The instrument {Instrument} of meter {Meter} cannot feed '{Slo}': {Reason}.", EventName = "InstrumentRefused")]
    public static partial void InstrumentRefused(ILogger logger, string instrument, string meter, string slo, string reason);

    [LoggerMessage(21, LogLevel.Warning, "The value {Value} of instrument {Instrument} is outside what '{Slo}' takes and was left out; further ones are left out without a word.", EventName = "MeasurementRefused")]
    public static partial void MeasurementRefused(ILogger logger, double value, string instrument, string slo);

    [LoggerMessage(22, LogLevel.Warning, "Asking instruments failed; they are asked again. {Reason}", EventName = "InstrumentsFailed")]
    public static partial void InstrumentsFailed(ILogger logger, string reason, Exception exception);

    [LoggerMessage(30, LogLevel.Error, "PAGE {Service}/{Slo}: {Rule} fires (alert {AlertId}). {Explanation} {ClearsWhen}", EventName = "PageFired")]
    public static partial void PageFired(ILogger logger, string service, string slo, string rule, string alertId, string explanation, string clearsWhen);

    [LoggerMessage(31, LogLevel.Warning, "TICKET {Service}/{Slo}: {Rule} fires (alert {AlertId}). {Explanation} {ClearsWhen}", EventName = "TicketFired")]
    public static partial void TicketFired(ILogger logger, string service, string slo, string rule, string alertId, string explanation, string clearsWhen);

    [LoggerMessage(32, LogLevel.Information, "RESOLVED {Service}/{Slo}: {Rule} (alert {AlertId}). {Reason}", EventName = "AlertResolved")]
    public static partial void AlertResolved(ILogger logger, string service, string slo, string rule, string alertId, string reason);

    [LoggerMessage(33, LogLevel.Warning, "A process that started {NewerSince} defines '{Slo}' otherwise than this one, which started {OlderSince}; its alerts are left to the newer one. Deploy one definition everywhere.", EventName = "AlertConflict")]
    public static partial void AlertConflict(ILogger logger, string slo, DateTimeOffset newerSince, DateTimeOffset olderSince);

    [LoggerMessage(34, LogLevel.Warning, "Judging or telling alerts failed in {Count} places and is tried again. {Reason}", EventName = "AlertingFailed")]
    public static partial void AlertingFailed(ILogger logger, int count, string reason, Exception exception);

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

    [LoggerMessage(58, LogLevel.Warning, "Judging the guardrails of experiments failed and is tried again; until then nothing is rolled back by itself. {Reason}", EventName = "RollbackFailed")]
    public static partial void RollbackFailed(ILogger logger, string reason, Exception exception);

    [LoggerMessage(59, LogLevel.Information, "The guardrails of experiments are judged again.", EventName = "RollbackRecovered")]
    public static partial void RollbackRecovered(ILogger logger);

    [LoggerMessage(40, LogLevel.Warning, "The ledger's upkeep failed and is tried again in a minute: noting how objectives are defined, and keeping the minutes of hours that are excluded in part. {Reason}", EventName = "LedgerUpkeepFailed")]
    public static partial void LedgerUpkeepFailed(ILogger logger, string reason, Exception exception);

    [LoggerMessage(35, LogLevel.Information, "Alerts are judged and told again.", EventName = "AlertingRecovered")]
    public static partial void AlertingRecovered(ILogger logger);
}
