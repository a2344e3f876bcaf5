using System.Runtime.CompilerServices;
using System.Text.Json;
using Reliability.Storage;

namespace Reliability.Common.Internal;

/// <summary>The history of one kind that belongs to a service: entries are appended once by their id and never change.</summary>
/// <typeparam name="T">What entries hold.</typeparam>
internal sealed class AuditStream<T>(IEventLog log, string service)
    where T : class, IStoredEvent<T>
{
    private readonly StreamId _stream = Owned.Stream(service, T.Stream);

    /// <summary>Appends an entry. One of the same id that was there before stays, and is the answer instead.</summary>
    /// <exception cref="StoreException">It is not known whether the entry was appended; appending it again is safe.</exception>
    public async ValueTask<AuditEntry<T>> AppendAsync(
        string id,
        string type,
        DateTimeOffset time,
        T record,
        CancellationToken cancellationToken)
    {
        long position = await AppendOnlyAsync(id, type, time, record, cancellationToken).ConfigureAwait(false);
        await foreach (AuditEntry<T> entry in ReadAsync(position - 1, 1, cancellationToken).ConfigureAwait(false))
        {
            return entry;
        }

        throw new StoreException($"Stream '{_stream}' acknowledged event {position} and does not have it.", isTransient: false);
    }

    /// <summary>Appends an entry without reading it back.</summary>
    /// <returns>Where it stands.</returns>
    public async ValueTask<long> AppendOnlyAsync(
        string id,
        string type,
        DateTimeOffset time,
        T record,
        CancellationToken cancellationToken) =>
        (await AppendAsync(id, type, time, record, expectedPosition: null, cancellationToken).ConfigureAwait(false)).Position;

    /// <summary>Appends an entry that was decided from the entries up to a position, unless there is a later one.</summary>
    /// <returns>Where it stands, or null if there is a later entry and nothing was appended.</returns>
    public async ValueTask<long?> TryAppendAsync(
        string id,
        string type,
        DateTimeOffset time,
        T record,
        long expectedPosition,
        CancellationToken cancellationToken)
    {
        EventAppendResult result =
            await AppendAsync(id, type, time, record, expectedPosition, cancellationToken).ConfigureAwait(false);
        return result.Outcome == EventAppendOutcome.Conflict ? null : result.Position;
    }

    public async IAsyncEnumerable<AuditEntry<T>> ReadAsync(
        long after,
        int maxCount,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (StoredEvent stored in log.ReadAsync(new EventQuery(_stream, after, maxCount), cancellationToken)
            .ConfigureAwait(false))
        {
            yield return Read(stored);
        }
    }

    public async ValueTask<IReadOnlyList<AuditEntry<T>>> ReadAllAsync(long after, CancellationToken cancellationToken)
    {
        List<AuditEntry<T>> entries = [];
        await foreach (AuditEntry<T> entry in ReadAsync(after, int.MaxValue, cancellationToken).ConfigureAwait(false))
        {
            entries.Add(entry);
        }

        return entries;
    }

    /// <summary>Reads the entries of many services, each oldest first, in one call.</summary>
    public static async ValueTask<IReadOnlyList<IReadOnlyList<AuditEntry<T>>>> ReadEachAsync(
        IEventLog log, IReadOnlyList<string> services, CancellationToken cancellationToken)
    {
        AuditStream<T>[] streams = [.. services.Select(service => new AuditStream<T>(log, service))];
        IReadOnlyList<IReadOnlyList<StoredEvent>> stored = streams.Length == 0
            ? []
            : await log.ReadAsync(Array.ConvertAll(streams, one => new EventQuery(one._stream)), cancellationToken).ConfigureAwait(false);
        return [.. stored.Select((events, i) => (IReadOnlyList<AuditEntry<T>>)[.. events.Select(streams[i].Read)])];
    }

    /// <summary>Reads the last entries, the newest first.</summary>
    public async ValueTask<IReadOnlyList<AuditEntry<T>>> ReadLastAsync(int maxCount, CancellationToken cancellationToken)
    {
        long last = await log.GetLastPositionAsync(_stream, cancellationToken).ConfigureAwait(false);
        List<AuditEntry<T>> entries = [];
        await foreach (AuditEntry<T> entry in ReadAsync(Math.Max(0, last - maxCount), maxCount, cancellationToken).ConfigureAwait(false))
        {
            entries.Add(entry);
        }

        entries.Reverse();
        return entries;
    }

    private ValueTask<EventAppendResult> AppendAsync(
        string id,
        string type,
        DateTimeOffset time,
        T record,
        long? expectedPosition,
        CancellationToken cancellationToken) => log.AppendAsync(
        new EventAppend(_stream, [new NewEvent(type, time, JsonSerializer.Serialize(record, T.Json))], expectedPosition, id),
        cancellationToken);

    private AuditEntry<T> Read(StoredEvent stored)
    {
        T? record = T.Types.Contains(stored.Type)
            ? StoredRecord.Read(stored.Json, $"Event {stored.Position} of stream '{_stream}'", T.Json, T.Format, one => one.V)
            : null;
        return new AuditEntry<T>(stored.Position, stored.Type, stored.Time, record);
    }
}
