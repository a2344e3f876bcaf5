using System.Collections.Frozen;
using Reliability.Common;
using Reliability.Recording.Internal;
using Reliability.Storage;

namespace Reliability.Recording;

/// <summary>
/// Counts events in memory and brings them to a store in idempotent batches. Recording never blocks, never touches the
/// network and allocates nothing.
/// </summary>
/// <remarks>
/// The promise: a crash loses at most what was recorded since the last flush; an outage of the store loses nothing that fits
/// <see cref="RecorderOptions.MaxPendingBuckets"/>; a retry never counts twice; <see cref="StopAsync"/> drains. At all times
/// recorded = flushed + pending + dropped (<see cref="GetStatistics"/>). Somebody must call <see cref="FlushAsync(CancellationToken)"/> regularly:
/// <c>AddReliability()</c> does so every second.
/// </remarks>
public sealed class ReliabilityRecorder : IAsyncDisposable, IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _flushing = new(1, 1);
    private readonly CancellationTokenSource _flushesEnd = new();
    private readonly SeriesAccumulator[] _series;
    private readonly FrozenDictionary<string, SeriesRecorder> _recorders;
    private readonly PendingBudget _budget;
    private readonly Collector _collector;
    private readonly BatchSender _sender;
    private bool _stopped;

    /// <summary>Creates a recorder. Nothing is read or written yet.</summary>
    /// <param name="store">Where batches go. It is not disposed.</param>
    /// <param name="series">The series to record, each with a name of its own.</param>
    /// <param name="options">How to buffer and send; the defaults when left out. Later changes have no effect.</param>
    /// <param name="timeProvider">The clock; the system's when left out.</param>
    /// <exception cref="ArgumentException">Two series share a name, or an option is outside its range.</exception>
    public ReliabilityRecorder(
        ISeriesStore store,
        IEnumerable<SeriesDefinition> series,
        RecorderOptions? options = null,
        TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(series);
        RecorderOptions valid = (options ?? new RecorderOptions()).Validated();
        timeProvider ??= TimeProvider.System;
        var phase = new LivePhase();
        var clock = new RecordingClock(timeProvider, valid);
        _budget = new PendingBudget(valid.MaxPendingBuckets);
        _series = [.. series.Select(definition => new SeriesAccumulator(definition, phase, _budget))];
        _recorders = ByName(_series, clock);
        _collector = new Collector(_gate, _series, phase, timeProvider, valid.Heartbeat);
        _sender = new BatchSender(_gate, store, valid, _series, _budget);
    }

    /// <summary>The handle for a series of outcomes.</summary>
    /// <param name="name">The name of the series.</param>
    /// <exception cref="KeyNotFoundException">No series has this name.</exception>
    /// <exception cref="InvalidOperationException">The series is of another kind.</exception>
    public OutcomeRecorder Outcomes(string name) => Get<OutcomeRecorder>(name);

    /// <summary>The handle for a series of latencies.</summary>
    /// <inheritdoc cref="Outcomes"/>
    public LatencyRecorder Latencies(string name) => Get<LatencyRecorder>(name);

    /// <summary>The handle for a series of scores.</summary>
    /// <inheritdoc cref="Outcomes"/>
    public ScoreRecorder Scores(string name) => Get<ScoreRecorder>(name);

    /// <summary>The handle for a series of measurements.</summary>
    /// <inheritdoc cref="Outcomes"/>
    public MeasurementRecorder Measurements(string name) => Get<MeasurementRecorder>(name);

    /// <summary>Where every event is, at one moment.</summary>
    public RecorderStatistics GetStatistics()
    {
        lock (_gate)
        {
            _collector.Collect();
            long recorded = 0;
            long waiting = _sender.Waiting;
            var drops = new DropCounts();
            drops.Add(RecordResult.Stopped, _sender.Abandoned);
            foreach (SeriesAccumulator series in _series)
            {
                (long seriesRecorded, long seriesWaiting) = series.Count(drops);
                recorded += seriesRecorded;
                waiting += seriesWaiting;
            }

            return new RecorderStatistics
            {
                Recorded = recorded,
                Flushed = _sender.Flushed,
                Pending = waiting,
                DroppedTooOld = drops[RecordResult.TooOld],
                DroppedInFuture = drops[RecordResult.InFuture],
                DroppedBufferFull = drops[RecordResult.BufferFull],
                DroppedStopped = drops[RecordResult.Stopped],
                PendingBuckets = _budget.Used,
                DuplicateBatches = _sender.DuplicateBatches,
            };
        }
    }

    /// <summary>The durability barrier: when it returns, everything recorded before the call is in the store.</summary>
    /// <remarks>
    /// With checkpoints, what was recorded after the last one waits for the next; then this call sends a checkpoint that failed
    /// once more.
    /// </remarks>
    /// <param name="cancellationToken">Ends the wait; nothing is lost, and the next flush goes on.</param>
    /// <exception cref="StoreException">The store did not take everything; the rest stays pending.</exception>
    public ValueTask FlushAsync(CancellationToken cancellationToken = default) => FlushAsync(position: null, cancellationToken);

    /// <summary>
    /// Flushes everything recorded since the last checkpoint as one batch that carries a position of the caller's own, such as
    /// a line number or an offset. The store keeps both or neither, so an import that starts again at
    /// <see cref="GetCheckpointAsync"/> counts nothing twice and leaves nothing out. Needs a
    /// <see cref="RecorderOptions.ProducerId"/> that names the source, and series of one service.
    /// </summary>
    /// <param name="position">The position up to which everything has been recorded; 1 or more, greater than the one before.</param>
    /// <param name="cancellationToken">Ends the wait; nothing is lost, and the next flush goes on.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="position"/> is not greater than the one before.</exception>
    /// <exception cref="InvalidOperationException">The recorder has no producer id, more than one service, or has stopped.</exception>
    /// <exception cref="StoreException">The store did not take everything; the rest stays pending.</exception>
    public ValueTask CheckpointAsync(long position, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(position, 1);
        _sender.KeepCheckpoints();
        return FlushAsync(position, cancellationToken);
    }

    /// <summary>
    /// The last position that the store holds for this recorder's producer, or 0. Who asks keeps checkpoints: from then on
    /// only <see cref="CheckpointAsync"/> brings events to the store, and what comes after the last one is dropped at
    /// <see cref="StopAsync"/>, because the next run records it again.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">The recorder has no producer id, or more than one service.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    public ValueTask<long> GetCheckpointAsync(CancellationToken cancellationToken = default)
    {
        _sender.KeepCheckpoints();
        return _sender.LastCheckpointAsync(cancellationToken);
    }

    /// <summary>Takes no more events, and brings to the store what was recorded.</summary>
    /// <param name="cancellationToken">
    /// Ends the attempt, and a flush that is on its way; what the store has not taken is then counted as dropped.
    /// </param>
    /// <returns>Where every event ended up.</returns>
    /// <exception cref="StoreException">The store did not take everything; the rest is counted as dropped.</exception>
    public async ValueTask<RecorderStatistics> StopAsync(CancellationToken cancellationToken = default)
    {
        using (cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _flushesEnd))
        {
            await _flushing.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        try
        {
            if (!_stopped)
            {
                _stopped = true;
                _collector.Dispose();
                await DrainAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _flushing.Release();
        }

        return GetStatistics();
    }

    /// <summary>Stops the recorder; a store that fails now costs what was pending, which <see cref="StopAsync"/> would report.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync().ConfigureAwait(false);
        }
        catch (ReliabilityException)
        {
            // Counted as dropped; a dispose has nobody to tell.
        }
    }

    /// <summary>Stops the recorder without bringing anything to the store: what is pending is counted as dropped. Prefer <see cref="StopAsync"/>.</summary>
    public void Dispose()
    {
        _flushesEnd.Cancel();
        lock (_gate)
        {
            _stopped = true;
            _collector.Dispose();
            GiveUp();
        }
    }

    private static FrozenDictionary<string, SeriesRecorder> ByName(SeriesAccumulator[] all, RecordingClock clock)
    {
        var byName = new Dictionary<string, SeriesRecorder>(StringComparer.Ordinal);
        foreach (SeriesAccumulator series in all)
        {
            SeriesRecorder recorder = series.Definition.Kind switch
            {
                SeriesKind.Outcome => new OutcomeRecorder(series, clock),
                SeriesKind.Latency => new LatencyRecorder(series, clock),
                SeriesKind.Score => new ScoreRecorder(series, clock),
                _ => new MeasurementRecorder(series, clock),
            };
            if (!byName.TryAdd(recorder.Name, recorder))
            {
                throw new ArgumentException($"Two series are named '{recorder.Name}'; names are unique within a recorder.", nameof(all));
            }
        }

        return byName.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private TRecorder Get<TRecorder>(string name)
        where TRecorder : SeriesRecorder
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!_recorders.TryGetValue(name, out SeriesRecorder? recorder))
        {
            string known = string.Join(", ", _recorders.Keys.Order(StringComparer.Ordinal).Take(20).Select(n => $"'{n}'"));
            throw new KeyNotFoundException($"No series is named '{name}'. Declared are: {(known.Length == 0 ? "none" : known)}.");
        }

        return recorder as TRecorder
            ?? throw new InvalidOperationException($"'{name}' is recorded with {recorder.GetType().Name}, not with {typeof(TRecorder).Name}.");
    }

    private async ValueTask FlushAsync(long? position, CancellationToken cancellationToken)
    {
        await _flushing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (position is { } checkpoint)
            {
                _sender.RequireNewCheckpoint(checkpoint);
            }

            using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _flushesEnd.Token);
            await _sender.FlushAsync(position is null ? _collector.Collect : CollectRunning, position, ends.Token).ConfigureAwait(false);
        }
        finally
        {
            _flushing.Release();
        }
    }

    private void CollectRunning()
    {
        if (_stopped)
        {
            throw new InvalidOperationException("The recorder has stopped: what it dropped must not be covered by a checkpoint.");
        }

        _collector.Collect();
    }

    private async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _sender.FlushAsync(CollectAndStop, position: null, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Nothing is left after a success, but for events beyond the last checkpoint.
            lock (_gate)
            {
                GiveUp();
            }
        }
    }

    private void GiveUp()
    {
        CollectAndStop();
        foreach (SeriesAccumulator series in _series)
        {
            series.Abandon();
        }

        _sender.Abandon();
    }

    private void CollectAndStop()
    {
        _collector.Collect();
        foreach (SeriesAccumulator series in _series)
        {
            series.Stop();
        }
    }
}
