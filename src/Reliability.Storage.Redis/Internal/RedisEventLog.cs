using System.Globalization;
using System.Runtime.CompilerServices;
using Reliability.Common.Internal;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>
/// Stores a stream as a hash of events by position and a hash of the appends that it has processed. The streams of a service are on one
/// node.
/// </summary>
internal sealed class RedisEventLog(RedisConnection connection, KeyFactory keys) : IEventLog
{
    private readonly Registry _streams = new(connection, keys.Streams);

    private readonly ScriptBatch<EventCursor, IReadOnlyList<StoredEvent>> _pages = new(
        connection,
        RedisScripts.EventRead,
        cursor => cursor.Stream.Service,
        part => (
            [.. part.Items.Select(cursor => keys.Events(cursor.Stream))],
            [EventCursor.EnoughBytes, .. part.Items.SelectMany(cursor => (RedisValue[])[cursor.After, cursor.Last])]),
        (part, result) => [.. part.Items.Zip((RedisResult[])result!, (cursor, page) => cursor.Read((RedisValue[])page!))]);

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => connection.InitializeAsync(cancellationToken);

    public async ValueTask<EventAppendResult> AppendAsync(EventAppend append, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(append);
        await _streams.EnterAsync([NamePair.Join(append.Stream.Service, append.Stream.Name)], cancellationToken).ConfigureAwait(false);
        RedisResult result = await connection.ScriptAsync(
            RedisScripts.EventAppend,
            [keys.Events(append.Stream), keys.Appends(append.Stream)],
            [
                append.Id, append.ExpectedPosition?.ToString(CultureInfo.InvariantCulture) ?? "",
                .. append.Events.Select(one => (RedisValue)EventCursor.Write(append.Id, one)),
            ],
            cancellationToken).ConfigureAwait(false);
        long[] answer = (long[])result!;

        // The numbers of the script.
        EventAppendOutcome outcome = answer[0] switch
        {
            0 => EventAppendOutcome.Appended,
            1 => EventAppendOutcome.Duplicate,
            2 => EventAppendOutcome.Conflict,
            _ => throw new StoreException(
                $"The script returned the outcome {answer[0]}, which this version does not know.",
                isTransient: false),
        };
        return new EventAppendResult { Outcome = outcome, Position = answer[1] };
    }

    public IAsyncEnumerable<StoredEvent> ReadAsync(EventQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadCoreAsync(query, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<IReadOnlyList<StoredEvent>>> ReadAsync(
        IReadOnlyList<EventQuery> queries, CancellationToken cancellationToken)
    {
        Check.Items(queries);
        EventCursor[] cursors = [.. queries.Select(query => new EventCursor(query))];
        var events = Array.ConvertAll(cursors, _ => new List<StoredEvent>());
        int[] open = [.. Enumerable.Range(0, cursors.Length)];
        do
        {
            EventCursor[] some = Array.ConvertAll(open, i => cursors[i]);
            IReadOnlyList<StoredEvent>[] pages = await _pages.RunAsync(some, cancellationToken).ConfigureAwait(false);
            foreach ((int i, IReadOnlyList<StoredEvent> page) in open.Zip(pages))
            {
                events[i].AddRange(page);
            }

            open = Array.FindAll(open, i => !cursors[i].IsDone);
        }
        while (open.Length > 0);

        return events;
    }

    public ValueTask<long> GetLastPositionAsync(StreamId stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return connection.RunAsync(db => db.HashLengthAsync(keys.Events(stream)), cancellationToken);
    }

    public async IAsyncEnumerable<StreamId> ListStreamsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A rejected append has entered its stream in the list, although the stream may be empty.
        foreach ((string service, string name) in await _streams.ListFilledAsync(
            (service, name) => keys.Events(new StreamId(service, name)), cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new StreamId(service, name);
        }
    }

    private async IAsyncEnumerable<StoredEvent> ReadCoreAsync(
        EventQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cursor = new EventCursor(query);
        do
        {
            foreach (StoredEvent one in (await _pages.RunAsync([cursor], cancellationToken).ConfigureAwait(false))[0])
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return one;
            }
        }
        while (!cursor.IsDone);
    }
}
