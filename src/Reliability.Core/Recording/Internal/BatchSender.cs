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
    private readonly bool _isNamed;
    private bool _keepsCheckpoints;

    public BatchSender(Lock gate, ISeriesStore store, RecorderOptions options, SeriesAccumulator[] series, PendingBudget budget)
    {
        _gate = gate;
        _store = store;
        _options = options;
        _series = series;
        _budget = budget;
        _isNamed = options.ProducerId is not null;
        _producerId = options.ProducerId ?? Guid.NewGuid().ToString("N");
        long? none = _isNamed ? null : 0;
        _outboxes = [.. series.Select(s => s.Definition.Id.Service).Distinct(StringComparer.Ordinal).Select(s => new Outbox(s) { LastSequence = none })];
    }

    public long Flushed { get; private set; }

    public long DuplicateBatches { get; private set; }

    /// <summary>Events that were sealed and given up.</summary>
    public long Abandoned { get; private set; }

    /// <summary>Events that were sealed and not acknowledged. The caller holds the gate.</summary>
    public long Waiting => _outboxes.Sum(o => o.Waiting);

    /// <summary>
    /// Says that the recorder keeps checkpoints: from now on nothing is sealed but by a checkpoint, because what lies beyond
    /// the last one is recorded again by the next run.
    /// </summary>
    public void KeepCheckpoints()
    {
        if (!_isNamed)
        {
            throw new InvalidOperationException($"A checkpoint belongs to a source: name it in {nameof(RecorderOptions)}.{nameof(RecorderOptions.ProducerId)}.");
        }

        if (_outboxes.Length != 1)
        {
            throw new InvalidOperationException(
                $"A checkpoint is kept in one piece with the events before it, which works within one service; the series of this recorder have {_outboxes.Length}.");
        }

        _keepsCheckpoints = true;
    }

    /// <summary>The last position that the store holds. Only for a recorder that keeps checkpoints.</summary>
    public ValueTask<long> LastCheckpointAsync(CancellationToken cancellationToken) =>
        _store.GetLastSequenceAsync(_outboxes[0].Service, _producerId, cancellationToken);

    public void RequireNewCheckpoint(long position)
    {
        if (position <= _outboxes[0].LastSequence)
        {
            throw new ArgumentOutOfRangeException(
                nameof(position),
                position,
                $"A checkpoint is greater than those before it in the same recorder; the last was {_outboxes[0].LastSequence}.");
        }
    }

    /// <summary>
    /// Sends what was sealed before; then seals everything recorded so far and sends that. A service whose part of the store is
    /// away does not hold up the others. One caller at a time.
    /// </summary>
    /// <param name="collect">Collects the live cells; called under the gate.</param>
    /// <param name="position">The sequence to give to a single batch, or null to number batches one after the other.</param>
    /// <param name="cancellationToken">Ends the sending; nothing is lost.</param>
    public Task FlushAsync(Action collect, long? position, CancellationToken cancellationToken) =>
        Task.WhenAll(_outboxes.Select(outbox => FlushAsync(outbox, collect, position, cancellationToken)));

    /// <summary>Gives up what the store has not taken. The caller holds the gate.</summary>
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
            // A producer with a name of its own goes on where its last run ended.
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
            return;
        }

        foreach (SeriesDelta[] part in deltas.Chunk(_options.MaxBatchBuckets))
        {
            outbox.Add(new SeriesBatch(outbox.Service, _producerId, outbox.LastSequence.GetValueOrDefault() + 1, part));
        }
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
                    throw new OperationCanceledException("The recorder was disposed while the batch was on its way; its events are counted as dropped.");
                }

                Flushed += outbox.Acknowledge();
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
