using System.Runtime.CompilerServices;
using Reliability.Storage.InMemory.Internal;
using Reliability.Storage.Internal;

namespace Reliability.Storage.InMemory;

/// <summary>An event log in the memory of this process. Everything is lost when the process ends.</summary>
public sealed class InMemoryEventLog : IEventLog
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, StoredStream> _streams = new(StringComparer.Ordinal);

    /// <summary>Has nothing to do but to honour <paramref name="cancellationToken"/>.</summary>
    /// <param name="cancellationToken">Throws when it is already cancelled.</param>
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
                    return new(new EventAppendResult(EventAppendOutcome.Conflict, 0));
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
    public ValueTask<long> GetLastPositionAsync(string stream, CancellationToken cancellationToken)
    {
        StoreName.Require(stream);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return new(_streams.TryGetValue(stream, out StoredStream? found) ? found.LastPosition : 0);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListStreamsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        string[] names;
        lock (_lock)
        {
            names = [.. _streams.Keys];
        }

        foreach (string name in names)
        {
            yield return name;
        }
    }

    private async IAsyncEnumerable<StoredEvent> ReadCoreAsync(EventQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        StoredEvent[] events;
        lock (_lock)
        {
            events = _streams.TryGetValue(query.Stream, out StoredStream? stream) ? stream.Read(query) : [];
        }

        foreach (StoredEvent one in events)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return one;
        }
    }
}
