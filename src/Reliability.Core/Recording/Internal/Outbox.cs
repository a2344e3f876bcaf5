using Reliability.Storage;

namespace Reliability.Recording.Internal;

/// <summary>
/// The batches of one service that the store has not acknowledged: immutable, numbered, and sent in order, one at a time.
/// </summary>
internal sealed class Outbox(string service)
{
    private readonly Queue<(SeriesBatch Batch, EventCounts Events)> _batches = new();

    public string Service => service;

    public bool IsEmpty => _batches.Count == 0;

    /// <summary>
    /// Gets or sets the number of the last batch, or <see langword="null"/> until the store has returned the last sequence of an earlier
    /// run of the producer.
    /// </summary>
    public long? LastSequence { get; set; }

    public long Waiting { get; private set; }

    /// <summary>Adds a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="events">The numbers of its events.</param>
    public void Add(SeriesBatch batch, EventCounts events)
    {
        _batches.Enqueue((batch, events));
        LastSequence = batch.Sequence;
        Waiting += events.Events;
    }

    public SeriesBatch? Next() => _batches.TryPeek(out (SeriesBatch Batch, EventCounts Events) next) ? next.Batch : null;

    /// <summary>Removes the batch that was sent and returns the numbers of its events.</summary>
    public EventCounts Acknowledge()
    {
        EventCounts events = _batches.Dequeue().Events;
        Waiting -= events.Events;
        return events;
    }
}
