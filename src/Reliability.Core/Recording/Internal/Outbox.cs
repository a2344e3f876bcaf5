using Reliability.Storage;

namespace Reliability.Recording.Internal;

/// <summary>
/// The batches of one service that the store has not acknowledged: immutable, numbered, and sent in order, one at a time.
/// </summary>
internal sealed class Outbox(string service)
{
    private readonly Queue<SeriesBatch> _batches = new();

    /// <summary>Returns the number of events in a batch of the series that a condition selects by name.</summary>
    public static long Events(SeriesBatch batch, Func<string, bool> selects)
    {
        long events = 0;
        foreach (SeriesDelta delta in batch.Deltas)
        {
            events += selects(delta.Series) ? delta.Bucket.Count : 0;
        }

        return events;
    }

    public string Service => service;

    public bool IsEmpty => _batches.Count == 0;

    /// <summary>
    /// Gets or sets the number of the last batch, or <see langword="null"/> until the store has returned the last sequence of an earlier
    /// run of the producer.
    /// </summary>
    public long? LastSequence { get; set; }

    public long Waiting { get; private set; }

    public void Add(SeriesBatch batch)
    {
        _batches.Enqueue(batch);
        LastSequence = batch.Sequence;
        Waiting += Events(batch);
    }

    public SeriesBatch? Next() => _batches.TryPeek(out SeriesBatch? batch) ? batch : null;

    /// <summary>Removes the batch that was sent and returns the number of its events.</summary>
    public long Acknowledge()
    {
        long events = Events(_batches.Dequeue());
        Waiting -= events;
        return events;
    }

    private static long Events(SeriesBatch batch) => Events(batch, static _ => true);
}
