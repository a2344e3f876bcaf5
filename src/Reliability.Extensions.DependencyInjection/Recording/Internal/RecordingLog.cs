using Microsoft.Extensions.Logging;
using Reliability.Storage;

namespace Reliability.Internal;

/// <summary>Log messages of recording.</summary>
internal static partial class RecordingLog
{
    [LoggerMessage(
        101,
        LogLevel.Warning,
        "No store is configured for {Roles}: their data is kept in memory and is lost when the process ends. To keep it, call "
        + "UseSqlite(\"reliability.db\") from Reliability.Storage.Sqlite, UsePostgres(...) from Reliability.Storage.Postgres or "
        + "UseRedis(...) from Reliability.Storage.Redis.",
        EventName = "InMemoryStore")]
    public static partial void InMemoryStore(ILogger logger, StorageRoles roles);

    [LoggerMessage(
        102,
        LogLevel.Error,
        "The store is not ready; until it is, up to {MaxPendingBuckets} buckets of measurements are kept in memory. {Reason}",
        EventName = "StoreNotReady")]
    public static partial void StoreNotReady(ILogger logger, int maxPendingBuckets, string reason, Exception exception);

    [LoggerMessage(
        103, LogLevel.Warning, "A flush failed; {Pending} events stay in memory and are sent again. {Reason}", EventName = "FlushFailed")]
    public static partial void FlushFailed(ILogger logger, long pending, string reason, Exception exception);

    [LoggerMessage(104, LogLevel.Information, "The store accepts measurements again.", EventName = "FlushRecovered")]
    public static partial void FlushRecovered(ILogger logger);

    [LoggerMessage(
        105,
        LogLevel.Warning,
        "Dropped {TooOld} events older than {HourRetention}, {InFuture} further ahead than {FutureTolerance}, and "
        + "{BufferFull} beyond {MaxPendingBuckets} waiting buckets.",
        EventName = "EventsDropped")]
    public static partial void EventsDropped(
        ILogger logger,
        long tooOld,
        TimeSpan hourRetention,
        long inFuture,
        TimeSpan futureTolerance,
        long bufferFull,
        int maxPendingBuckets);

    [LoggerMessage(
        108,
        LogLevel.Warning,
        "Rejected {Calls} calls of recorders because a value was not a number or was outside its range, such as NaN or a negative "
        + "duration. They were not counted as events. Set ThrowOnInvalidInput in tests to find the caller.",
        EventName = "CallsRejected")]
    public static partial void CallsRejected(ILogger logger, long calls);

    [LoggerMessage(106, LogLevel.Warning, "Reading budgets for the Meter failed and is retried. {Reason}", EventName = "UpkeepFailed")]
    public static partial void UpkeepFailed(ILogger logger, string reason, Exception exception);

    [LoggerMessage(
        107,
        LogLevel.Error,
        "Stopped with {Dropped} events that were not stored and are lost: {Outcomes} outcomes and {Values} values (durations, scores and "
        + "measurements) recorded by code, requests or health checks; {InstrumentOutcomes} outcomes and {InstrumentValues} values from "
        + "meters, activities and logs. {Reason}",
        EventName = "StoppedUndelivered")]
    public static partial void StoppedUndelivered(
        ILogger logger,
        long dropped,
        long outcomes,
        long values,
        long instrumentOutcomes,
        long instrumentValues,
        string reason,
        Exception exception);

    [LoggerMessage(
        109,
        LogLevel.Error,
        "Ended with {Dropped} events that were not stored and are lost: {Outcomes} outcomes and {Values} values (durations, scores and "
        + "measurements) recorded by code, requests or health checks; {InstrumentOutcomes} outcomes and {InstrumentValues} values from "
        + "meters, activities and logs. They were recorded after the last flush, or the host was not stopped and the store was "
        + "unavailable.",
        EventName = "EventsTooLate")]
    public static partial void EventsTooLate(
        ILogger logger, long dropped, long outcomes, long values, long instrumentOutcomes, long instrumentValues);
}
