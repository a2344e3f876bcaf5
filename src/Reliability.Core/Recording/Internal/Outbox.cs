using Reliability.Storage;

namespace Reliability.Recording.Internal;

/// <summary>The batches of one service that the store has not acknowledged: immutable, numbered, sent one at a time and in order.</summary>
internal sealed class Outbox(string service)
{
    private readonly Queue<SeriesBatch> _batches = new();

    public string Service => service;

    public bool IsEmpty => _batches.Count == 0;

    /// <summary>The number of the last batch; null until the store has told where an earlier run of the producer ended.</summary>
    public long? LastSequence { get; set; }

    public long Waiting { get; private set; }

    public void Add(SeriesBatch batch)
    {
        _batches.Enqueue(batch);
        LastSequence = batch.Sequence;
        Waiting += Events(batch);
    }

    public SeriesBatch? Next() => _batches.TryPeek(out SeriesBatch? batch) ? batch : null;

    /// <summary>Removes the batch that was sent and tells how many events it held.</summary>
    public long Acknowledge()
    {
        long events = Events(_batches.Dequeue());
        Waiting -= events;
        return events;
    }

    private static long Events(SeriesBatch batch)
    {
        long events = 0;
        foreach (SeriesDelta delta in batch.Deltas)
        {
            events += delta.Bucket.Count;
        }

        return events;
    }
}
