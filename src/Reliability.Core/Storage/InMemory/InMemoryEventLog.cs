using System.Runtime.CompilerServices;
using Reliability.Common.Internal;
using Reliability.Storage.Internal;

namespace Reliability.Storage;

/// <summary>An event log in the memory of this process. The data is lost when the process ends.</summary>
public sealed class InMemoryEventLog : IEventLog
{
    private readonly Lock _lock = new();
    private readonly Dictionary<StreamId, StoredStream> _streams = [];

    /// <summary>Does nothing, because this store requires no initialization.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public ValueTask InitializeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<EventAppendResult> AppendAsync(EventAppend append, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(append);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!_streams.TryGetValue(append.Stream, out StoredStream? stream))
            {
                if (append.ExpectedPosition is > 0)
                {
                    return new(new EventAppendResult { Outcome = EventAppendOutcome.Conflict, Position = 0 });
                }

                _streams.Add(append.Stream, stream = new StoredStream());
            }

            return new(stream.Append(append));
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadAsync(EventQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadCoreAsync(query, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IReadOnlyList<StoredEvent>>> ReadAsync(
        IReadOnlyList<EventQuery> queries,
        CancellationToken cancellationToken)
    {
        Check.Items(queries);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return new([.. queries.Select(Read)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> GetLastPositionAsync(StreamId stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return new(_streams.TryGetValue(stream, out StoredStream? found) ? found.LastPosition : 0);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StreamId> ListStreamsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        StreamId[] streams;
        lock (_lock)
        {
            streams = [.. _streams.Keys];
        }

        foreach (StreamId stream in streams)
        {
            yield return stream;
        }
    }

    private StoredEvent[] Read(EventQuery query) => _streams.TryGetValue(query.Stream, out StoredStream? stream) ? stream.Read(query) : [];

    private async IAsyncEnumerable<StoredEvent> ReadCoreAsync(
        EventQuery query,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        StoredEvent[] events;
        lock (_lock)
        {
            events = Read(query);
        }

        foreach (StoredEvent one in events)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return one;
        }
    }
}
