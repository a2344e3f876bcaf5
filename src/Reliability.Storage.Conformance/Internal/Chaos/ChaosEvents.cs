namespace Reliability.Storage.Conformance.Internal.Chaos;

internal sealed class ChaosEvents(IEventLog inner, ChaosControl control) : IEventLog
{
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => control.RunAsync(inner.InitializeAsync, cancellationToken);

    public ValueTask<EventAppendResult> AppendAsync(EventAppend append, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.AppendAsync(append, token), cancellationToken);

    public IAsyncEnumerable<StoredEvent> ReadAsync(EventQuery query, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.ReadAsync(query, token), cancellationToken);

    public ValueTask<IReadOnlyList<IReadOnlyList<StoredEvent>>> ReadAsync(
        IReadOnlyList<EventQuery> queries, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.ReadAsync(queries, token), cancellationToken);

    public ValueTask<long> GetLastPositionAsync(StreamId stream, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.GetLastPositionAsync(stream, token), cancellationToken);

    public IAsyncEnumerable<StreamId> ListStreamsAsync(CancellationToken cancellationToken) =>
        control.RunAsync(inner.ListStreamsAsync, cancellationToken);
}
