using System.Globalization;
using System.Runtime.CompilerServices;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>A stream is a hash of events by position and a hash of the appends it has seen.</summary>
internal sealed class RedisEventLog(RedisConnection connection, KeyFactory keys) : IEventLog
{
    private const int PageSize = 200;

    private readonly Registry _streams = new(connection, keys.Streams);

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => connection.InitializeAsync(cancellationToken);

    public async ValueTask<EventAppendResult> AppendAsync(EventAppend append, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(append);
        await _streams.EnterAsync(append.Stream, cancellationToken).ConfigureAwait(false);
        RedisResult result = await connection.ScriptAsync(
            RedisScripts.EventAppend,
            [keys.Events(append.Stream), keys.Appends(append.Stream)],
            [append.Id, append.ExpectedPosition?.ToString(CultureInfo.InvariantCulture) ?? "", .. append.Events.Select(one => (RedisValue)Write(append.Id, one))],
            cancellationToken).ConfigureAwait(false);
        long[] answer = (long[])result!;
        return new EventAppendResult((EventAppendOutcome)answer[0], answer[1]);
    }

    public IAsyncEnumerable<StoredEvent> ReadAsync(EventQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadCoreAsync(query, cancellationToken);
    }

    public ValueTask<long> GetLastPositionAsync(string stream, CancellationToken cancellationToken)
    {
        _ = new EventQuery(stream); // the one rule for names
        return connection.RunAsync(db => db.HashLengthAsync(keys.Events(stream)), cancellationToken);
    }

    public async IAsyncEnumerable<string> ListStreamsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (string stream in _streams.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            // An append that was refused has entered its stream all the same.
            if (await GetLastPositionAsync(stream, cancellationToken).ConfigureAwait(false) > 0)
            {
                yield return stream;
            }
        }
    }

    private static string Write(string appendId, NewEvent one) =>
        string.Create(CultureInfo.InvariantCulture, $"{appendId}\n{one.Type}\n{one.Time.UtcTicks}\n{one.Json}");

    private static StoredEvent Read(long position, string stored)
    {
        string[] parts = stored.Split('\n', 4);
        var time = new DateTimeOffset(long.Parse(parts[2], CultureInfo.InvariantCulture), TimeSpan.Zero);
        return new StoredEvent(position, parts[0], parts[1], time, parts[3]);
    }

    private async IAsyncEnumerable<StoredEvent> ReadCoreAsync(EventQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // What was appended never changes, so that pages up to one end are a view as of one moment.
        long last = await GetLastPositionAsync(query.Stream, cancellationToken).ConfigureAwait(false);
        long end = last - query.After <= query.MaxCount ? last : query.After + query.MaxCount;
        for (long after = query.After; after < end; after += PageSize)
        {
            RedisValue[] positions = new RedisValue[Math.Min(PageSize, end - after)];
            for (int i = 0; i < positions.Length; i++)
            {
                positions[i] = after + i + 1;
            }

            RedisValue[] page = await connection.RunAsync(db => db.HashGetAsync(keys.Events(query.Stream), positions), cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < page.Length; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return Read(after + i + 1, page[i].ToString());
            }
        }
    }
}
