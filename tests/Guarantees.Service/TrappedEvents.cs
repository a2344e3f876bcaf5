using Reliability.Storage;

namespace Reliability.Guarantees;

/// <summary>Events of a process that can be caught before or after it records a deployment.</summary>
internal sealed class TrappedEvents(IEventLog events, Traps traps) : IEventLog
{
    private const string Deployments = "deployments";

    public async ValueTask<EventAppendResult> AppendAsync(EventAppend append, CancellationToken cancellationToken)
    {
        if (append.Stream.Name != Deployments)
        {
            return await events.AppendAsync(append, cancellationToken);
        }

        await traps.PassAsync(Traps.BeforeDeployment);
        EventAppendResult result = await events.AppendAsync(append, cancellationToken);
        await traps.PassAsync(Traps.AfterDeployment);
        return result;
    }

    public IAsyncEnumerable<StoredEvent> ReadAsync(EventQuery query, CancellationToken cancellationToken)
    {
        if (query.Stream.Name == Deployments)
        {
            traps.Mark(Traps.LookAtDeployments);
        }

        return events.ReadAsync(query, cancellationToken);
    }

    public ValueTask<IReadOnlyList<IReadOnlyList<StoredEvent>>> ReadAsync(
        IReadOnlyList<EventQuery> queries, CancellationToken cancellationToken) => events.ReadAsync(queries, cancellationToken);

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => events.InitializeAsync(cancellationToken);

    public ValueTask<long> GetLastPositionAsync(StreamId stream, CancellationToken cancellationToken) =>
        events.GetLastPositionAsync(stream, cancellationToken);

    public IAsyncEnumerable<StreamId> ListStreamsAsync(CancellationToken cancellationToken) =>
        events.ListStreamsAsync(cancellationToken);
}
