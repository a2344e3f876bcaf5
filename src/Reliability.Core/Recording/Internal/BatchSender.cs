using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Recording.Internal;

/// <summary>
/// Seals minutes into batches and sends them in order, with one batch in flight per service. A batch that was not acknowledged is sent
/// again unchanged before a newer one is sealed.
/// </summary>
internal sealed class BatchSender
{
    private readonly Lock _gate;
    private readonly ISeriesStore _store;
    private readonly RecorderOptions _options;
    private readonly List<SeriesAccumulator> _series;
    private readonly Quota _budget;
    private readonly Outbox[] _outboxes;
    private readonly string _producerId;
    private readonly bool _isNamed;
    private bool _keepsCheckpoints;

    public BatchSender(Lock gate, ISeriesStore store, RecorderOptions options, List<SeriesAccumulator> series, Quota budget)
    {
        _gate = gate;
        _store = store;
        _options = options;
        _series = series;
        _budget = budget;
        _isNamed = options.ProducerId is not null;
        _producerId = options.ProducerId ?? Guid.NewGuid().ToString("N");
        long? none = _isNamed ? null : 0;
        _outboxes =
        [
            .. series
                .Select(s => s.Definition.Id.Service)
                .Distinct(StringComparer.Ordinal)
                .Select(s => new Outbox(s) { LastSequence = none }),
        ];
    }

    public long Flushed { get; private set; }

    public long DuplicateBatches { get; private set; }

    /// <summary>Gets the numbers of events that were sealed and abandoned.</summary>
    public EventCounts Abandoned { get; private set; }

    /// <summary>Gets the number of events that were sealed and not acknowledged. The caller must hold the gate.</summary>
    public long Waiting => _outboxes.Sum(o => o.Waiting);

    /// <summary>
    /// Switches the recorder to checkpoints. From now on, only a checkpoint seals events, because the next run records again what follows
    /// the last one.
    /// </summary>
    public void KeepCheckpoints()
    {
        if (!_isNamed)
        {
            throw new InvalidOperationException(
                $"A checkpoint requires the name of a source in {nameof(RecorderOptions)}.{nameof(RecorderOptions.ProducerId)}.");
        }

        if (_outboxes.Length != 1)
        {
            throw new InvalidOperationException(
                "A checkpoint is stored together with the events before it, which works within one service only; "
                + $"the series of this recorder belong to {_outboxes.Length} services.");
        }

        _keepsCheckpoints = true;
    }

    /// <summary>Returns the last position that the store holds. Only for a recorder that uses checkpoints.</summary>
    public ValueTask<long> LastCheckpointAsync(CancellationToken cancellationToken) =>
        _store.GetLastSequenceAsync(_outboxes[0].Service, _producerId, cancellationToken);

    public void RequireNewCheckpoint(long position)
    {
        if (position <= _outboxes[0].LastSequence)
        {
            throw Check.OutOfRange(
                position,
                $"A checkpoint must be greater than the previous one of the recorder; the last one was {_outboxes[0].LastSequence}.",
                nameof(position));
        }
    }

    /// <summary>
    /// Sends what was sealed before, then seals and sends everything that has been recorded so far. A service whose store is unavailable
    /// does not delay the others. Only one caller at a time is allowed.
    /// </summary>
    /// <param name="collect">Collects the live cells. It is called under the gate.</param>
    /// <param name="position">The sequence of a single batch, or <see langword="null"/> to number batches consecutively.</param>
    /// <param name="cancellationToken">Cancels the operation. Nothing is lost.</param>
    public Task FlushAsync(Action collect, long? position, CancellationToken cancellationToken) =>
        Task.WhenAll(_outboxes.Select(outbox => FlushAsync(outbox, collect, position, cancellationToken)));

    /// <summary>Abandons the events that the store has not accepted. The caller must hold the gate.</summary>
    public void Abandon()
    {
        foreach (Outbox outbox in _outboxes)
        {
            while (outbox.Next() is { } batch)
            {
                _budget.Return(batch.Deltas.Count);
                Abandoned += outbox.Acknowledge();
            }
        }
    }

    private async Task FlushAsync(Outbox outbox, Action collect, long? position, CancellationToken cancellationToken)
    {
        await SendAsync(outbox, cancellationToken).ConfigureAwait(false);
        if (!_keepsCheckpoints)
        {
            // A producer with a configured id continues after the sequence of its last run.
            outbox.LastSequence ??= await _store.GetLastSequenceAsync(outbox.Service, _producerId, cancellationToken).ConfigureAwait(false);
        }

        lock (_gate)
        {
            collect();
            Seal(outbox, position);
        }

        await SendAsync(outbox, cancellationToken).ConfigureAwait(false);
    }

    private void Seal(Outbox outbox, long? position)
    {
        if (_keepsCheckpoints && position is null)
        {
            return;
        }

        var deltas = new List<CountedDelta>();
        foreach (SeriesAccumulator series in _series)
        {
            if (series.Definition.Id.Service == outbox.Service)
            {
                series.TakeInto(deltas);
            }
        }

        if (position is { } checkpoint)
        {
            // The position and the events before it form one batch, even if there are no events.
            Add(outbox, checkpoint, deltas);
            return;
        }

        foreach (IReadOnlyList<CountedDelta> part in Parts(deltas))
        {
            Add(outbox, outbox.LastSequence.GetValueOrDefault() + 1, part);
        }
    }

    /// <summary>
    /// Divides what is sealed into batches. A minute and the sources of its bad events are in one batch if it can hold them.
    /// </summary>
    private IEnumerable<IReadOnlyList<CountedDelta>> Parts(List<CountedDelta> deltas)
    {
        List<CountedDelta> part = [];
        foreach (IGrouping<(SeriesAccumulator, DateTimeOffset), CountedDelta> minute in
            deltas.GroupBy(one => (one.Whole, one.Delta.Bucket.Start)))
        {
            foreach (CountedDelta[] some in minute.Chunk(_options.MaxBatchBuckets))
            {
                if (part.Count + some.Length > _options.MaxBatchBuckets)
                {
                    yield return part;
                    part = [];
                }

                part.AddRange(some);
            }
        }

        if (part.Count > 0)
        {
            yield return part;
        }
    }

    private void Add(Outbox outbox, long sequence, IReadOnlyList<CountedDelta> counted)
    {
        var deltas = new SeriesDelta[counted.Count];
        EventCounts events = default;
        for (int i = 0; i < deltas.Length; i++)
        {
            deltas[i] = counted[i].Delta;
            events += counted[i].Events;
        }

        outbox.Add(new SeriesBatch(outbox.Service, _producerId, sequence, deltas) { DayZone = _options.DayZone }, events);
    }

    private async ValueTask SendAsync(Outbox outbox, CancellationToken cancellationToken)
    {
        while (Next(outbox) is { } batch)
        {
            AppendOutcome outcome = await _store.AppendAsync(batch, cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                if (outbox.Next() != batch)
                {
                    throw new OperationCanceledException(
                        "The recorder was disposed while it was sending the batch; the events of the batch are counted as dropped.");
                }

                Flushed += outbox.Acknowledge().Events;
                DuplicateBatches += outcome == AppendOutcome.Duplicate ? 1 : 0;
                _budget.Return(batch.Deltas.Count);
            }
        }
    }

    private SeriesBatch? Next(Outbox outbox)
    {
        lock (_gate)
        {
            return outbox.Next();
        }
    }
}
