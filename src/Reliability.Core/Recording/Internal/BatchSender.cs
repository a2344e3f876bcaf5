using Reliability.Storage;

namespace Reliability.Recording.Internal;

/// <summary>
/// Seals minutes into batches and sends them: one batch in flight per service, in order; a batch that was not
/// acknowledged is sent again unchanged before anything newer is sealed.
/// </summary>
internal sealed class BatchSender
{
    private readonly Lock _gate;
    private readonly ISeriesStore _store;
    private readonly RecorderOptions _options;
    private readonly SeriesAccumulator[] _series;
    private readonly PendingBudget _budget;
    private readonly Outbox[] _outboxes;
    private readonly string _producerId;
    private readonly bool _continues;
    private long _sequence;
    private bool _sequenceKnown;

    public BatchSender(Lock gate, ISeriesStore store, RecorderOptions options, SeriesAccumulator[] series, PendingBudget budget)
    {
        _gate = gate;
        _store = store;
        _options = options;
        _series = series;
        _budget = budget;
        _outboxes = [.. series.Select(s => s.Definition.Id.Service).Distinct(StringComparer.Ordinal).Select(s => new Outbox(s))];
        _continues = options.ProducerId is not null;
        _producerId = options.ProducerId ?? Guid.NewGuid().ToString("N");
    }

    public long Flushed { get; private set; }

    public long DuplicateBatches { get; private set; }

    /// <summary>Events that were sealed and given up.</summary>
    public long Abandoned { get; private set; }

    /// <summary>Events that were sealed and not acknowledged. The caller holds the gate.</summary>
    public long Waiting => _outboxes.Sum(o => o.Waiting);

    /// <summary>The least sequence that the store holds for this producer, over all services.</summary>
    public async ValueTask<long> LastStoredAsync(Func<long, long, long> combine, CancellationToken cancellationToken)
    {
        long? last = null;
        foreach (Outbox outbox in _outboxes)
        {
            long stored = await _store.GetLastSequenceAsync(outbox.Service, _producerId, cancellationToken).ConfigureAwait(false);
            last = last is { } other ? combine(other, stored) : stored;
        }

        return last ?? 0;
    }

    /// <summary>Sends what was sealed before; then seals everything recorded so far and sends that. One caller at a time.</summary>
    /// <param name="collect">Collects the live cells; called under the gate.</param>
    /// <param name="position">The sequence to give to a single batch per service, or null to number batches one after the other.</param>
    /// <param name="cancellationToken">Ends the sending; nothing is lost.</param>
    public async ValueTask FlushAsync(Action collect, long? position, CancellationToken cancellationToken)
    {
        await SendAllAsync(cancellationToken).ConfigureAwait(false);
        if (position is null)
        {
            await ContinueSequenceAsync(cancellationToken).ConfigureAwait(false);
        }

        lock (_gate)
        {
            collect();
            foreach (Outbox outbox in _outboxes)
            {
                Seal(outbox, position);
            }
        }

        await SendAllAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives up what the store has not taken. The caller holds the gate.</summary>
    public void Abandon()
    {
        foreach (Outbox outbox in _outboxes)
        {
            while (!outbox.IsEmpty)
            {
                _budget.Return(outbox.Next()!.Deltas.Count);
                Abandoned += outbox.Acknowledge();
            }
        }
    }

    public void RequireNewCheckpoint(long position)
    {
        if (position <= _sequence)
        {
            throw new ArgumentOutOfRangeException(
                nameof(position), position, $"A checkpoint is greater than those before it in the same recorder; the last was {_sequence}.");
        }
    }

    private void Seal(Outbox outbox, long? position)
    {
        var deltas = new List<SeriesDelta>();
        foreach (SeriesAccumulator series in _series)
        {
            if (series.Definition.Id.Service == outbox.Service)
            {
                series.TakeInto(deltas);
            }
        }

        if (position is { } checkpoint)
        {
            // The position and what led to it are one batch, even when nothing happened on the way.
            outbox.Add(new SeriesBatch(outbox.Service, _producerId, checkpoint, deltas));
            _sequence = checkpoint;
            return;
        }

        foreach (SeriesDelta[] part in deltas.Chunk(_options.MaxBatchBuckets))
        {
            outbox.Add(new SeriesBatch(outbox.Service, _producerId, ++_sequence, part));
        }
    }

    /// <summary>A producer with a name of its own goes on where its last run ended.</summary>
    private async ValueTask ContinueSequenceAsync(CancellationToken cancellationToken)
    {
        if (_continues && !_sequenceKnown)
        {
            _sequence = Math.Max(_sequence, await LastStoredAsync(Math.Max, cancellationToken).ConfigureAwait(false));
            _sequenceKnown = true;
        }
    }

    private async ValueTask SendAllAsync(CancellationToken cancellationToken)
    {
        if (_outboxes.Length == 1)
        {
            await SendAsync(_outboxes[0], cancellationToken).ConfigureAwait(false);
            return;
        }

        // A service whose part of the store is away does not hold up the others.
        await Task.WhenAll(_outboxes.Where(o => !o.IsEmpty).Select(o => SendAsync(o, cancellationToken).AsTask())).ConfigureAwait(false);
    }

    private async ValueTask SendAsync(Outbox outbox, CancellationToken cancellationToken)
    {
        while (outbox.Next() is { } batch)
        {
            AppendOutcome outcome = await _store.AppendAsync(batch, cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                Flushed += outbox.Acknowledge();
                DuplicateBatches += outcome == AppendOutcome.Duplicate ? 1 : 0;
                _budget.Return(batch.Deltas.Count);
            }
        }
    }
}
