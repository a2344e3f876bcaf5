using System.Runtime.ExceptionServices;
using Reliability.Common.Internal;
using Reliability.Recording.Internal;
using Reliability.Storage;

namespace Reliability.Recording;

/// <summary>
/// Counts events in memory and sends them to a store in idempotent batches. Recording never blocks, never uses the network and allocates
/// nothing.
/// </summary>
/// <remarks>
/// A crash loses at most the events since the last flush. An outage of the store loses nothing that fits
/// <see cref="RecorderOptions.MaxPendingBuckets"/>. A retry never counts twice. <see cref="StopAsync"/> drains. At all times recorded =
/// flushed + pending + dropped (<see cref="GetStatistics"/>). The application must call <see cref="FlushAsync(CancellationToken)"/>
/// regularly; <c>AddReliability()</c> does so every second.
/// </remarks>
public sealed partial class ReliabilityRecorder : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan MaxDisposeTime = TimeSpan.FromSeconds(5);
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _flushing = new(1, 1);
    private readonly CancellationTokenSource _flushesEnd = new();
    private readonly SeriesTable _series;
    private readonly Quota _budget;
    private readonly Collector _collector;
    private readonly BatchSender _sender;
    private readonly TimeProvider _timeProvider;
    private bool _stopped;

    /// <summary>
    /// Initializes a new instance of the <see cref="ReliabilityRecorder"/> class. The constructor does not access the store.
    /// </summary>
    /// <param name="store">The store that receives the batches. The recorder does not dispose it.</param>
    /// <param name="series">The series to record, each with a unique name.</param>
    /// <param name="options">The options, or <see langword="null"/> for the defaults. Later changes have no effect.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system clock.</param>
    /// <exception cref="ArgumentException">Two series have the same name, or an option is outside its range.</exception>
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
        _timeProvider = timeProvider;
        _budget = new Quota(valid.MaxPendingBuckets);
        _kept = valid.Retention.Hours;
        _series = new SeriesTable(
            series, new RecordingClock(timeProvider, valid), _budget, new Quota(valid.MaxCellBytes), _gate, () => _stopped);
        _collector = new Collector(
            _gate, _series, () => Collecting?.Invoke(this, EventArgs.Empty), timeProvider, valid.RecordQuietMinutes);
        _sender = new BatchSender(_gate, store, valid, _series.All, _budget);
    }

    /// <summary>
    /// Occurs before each flush and at the end of each minute. A source that holds events back, because it does not know yet which of them
    /// are bad, records them here. They are part of that flush and that minute.
    /// </summary>
    /// <remarks>A handler must not block, throw, or call anything of the recorder other than the methods that record.</remarks>
    public event EventHandler? Collecting;

    /// <summary>Returns the recorder of a series of outcomes.</summary>
    /// <param name="name">The name of the series.</param>
    /// <exception cref="KeyNotFoundException">No series has this name.</exception>
    /// <exception cref="InvalidOperationException">The series has another kind.</exception>
    public OutcomeRecorder Outcomes(string name) => Get<OutcomeRecorder>(name);

    /// <summary>Returns the recorder of a series of latencies.</summary>
    /// <inheritdoc cref="Outcomes"/>
    public LatencyRecorder Latencies(string name) => Get<LatencyRecorder>(name);

    /// <summary>Returns the recorder of a series of scores.</summary>
    /// <inheritdoc cref="Outcomes"/>
    public ScoreRecorder Scores(string name) => Get<ScoreRecorder>(name);

    /// <summary>Returns the recorder of a series of measurements.</summary>
    /// <inheritdoc cref="Outcomes"/>
    public MeasurementRecorder Measurements(string name) => Get<MeasurementRecorder>(name);

    /// <summary>
    /// Returns the recorder of the events of a series that ended before they could be judged, such as requests whose clients left before an
    /// answer. The objective does not count them; if it has nothing else, its budget has no data, and states their number.
    /// </summary>
    /// <remarks>The first call declares a series next to the one of the objective. Only its counts matter, and not their outcome.</remarks>
    /// <param name="name">The name of the series.</param>
    /// <exception cref="KeyNotFoundException">No series has this name.</exception>
    public OutcomeRecorder Abandoned(string name)
    {
        lock (_gate)
        {
            return _series.Abandoned(name, _stopped);
        }
    }

    /// <summary>
    /// Returns the recorder of the failures that a series leaves out, because it counts only what succeeds, as latencies do. If its
    /// objective has nothing else, the budget has no data, and states their number.
    /// </summary>
    /// <remarks>The first call declares a series next to the one of the objective. Only its counts matter, and not their outcome.</remarks>
    /// <param name="name">The name of the series.</param>
    /// <exception cref="KeyNotFoundException">No series has this name.</exception>
    public OutcomeRecorder Failed(string name)
    {
        lock (_gate)
        {
            return _series.Failed(name, _stopped);
        }
    }

    /// <summary>
    /// Returns the recorder of the events of a feed that ended before they could be judged, as <see cref="Abandoned(string)"/> does.
    /// </summary>
    /// <param name="feed">A feed of this recorder.</param>
    public OutcomeRecorder Abandoned(Feed feed) => OfFeed(feed, Abandoned);

    /// <summary>
    /// Returns the recorder of the failures of a feed that its series leaves out, as <see cref="Failed(string)"/> does.
    /// </summary>
    /// <param name="feed">A feed of this recorder.</param>
    public OutcomeRecorder Failed(Feed feed) => OfFeed(feed, Failed);

    /// <summary>
    /// Declares a source of events of a series. Until it is connected, the series gets no empty buckets for quiet minutes, and its
    /// objective has no data.
    /// </summary>
    /// <param name="name">The name of the series.</param>
    /// <param name="kind">The kind of the source, such as <see cref="FeedKinds.Meter"/>.</param>
    /// <param name="source">What the series waits for, in words that <see cref="FeedStatus.Name"/> shows.</param>
    /// <param name="hint">Returns what may be wrong while the source has not appeared, as one sentence; by default nothing.</param>
    /// <param name="judged">
    /// The feed of the events of which only this source reports the bad ones. Once that feed is connected, the objective has no data until
    /// this one is. By default none.
    /// </param>
    /// <exception cref="KeyNotFoundException">No series has this name.</exception>
    public Feed AddFeed(string name, string kind, string source, Func<string?>? hint = null, Feed? judged = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentException.ThrowIfNullOrEmpty(source);
        SeriesRecorder declared = _series.Find(name);
        lock (_gate)
        {
            var feed = new Feed(declared, kind, source, hint, _timeProvider, judged)
            {
                Recorder = FeedKinds.IsInstrument(kind) ? _series.OfInstruments(declared) : declared,
            };
            declared.Declared = [.. declared.Declared, feed];
            return feed;
        }
    }

    /// <summary>
    /// Returns the state of every source of events: the declared ones, and the code that took a recorder. A series without any of them has
    /// one of kind <see cref="FeedKinds.Code"/> that has not appeared.
    /// </summary>
    public IReadOnlyList<FeedStatus> GetFeeds() => [.. _series.Declared.SelectMany(series => GetFeeds(series.Definition.Name))];

    /// <summary>Returns the state of the sources of events of one series.</summary>
    /// <param name="name">The name of the series.</param>
    /// <exception cref="KeyNotFoundException">No series has this name.</exception>
    public IReadOnlyList<FeedStatus> GetFeeds(string name)
    {
        SeriesRecorder recorder = _series.Find(name);
        Feed[] declared;
        lock (_gate)
        {
            declared = recorder.Declared;
        }

        IEnumerable<Feed> all = declared.Length == 0 || recorder.Handle.IsConnected ? declared.Append(recorder.Handle) : declared;
        return [.. all.Select(feed => feed.GetStatus())];
    }

    /// <summary>Returns the numbers of events by state, at one point in time.</summary>
    public RecorderStatistics GetStatistics()
    {
        lock (_gate)
        {
            _collector.Collect();
            return RecorderCount.Of(_series.All, _sender, _budget);
        }
    }

    /// <summary>
    /// Returns the events of each series that this recorder has counted, at one point in time. Events that were rejected because of their
    /// time are not included.
    /// </summary>
    public IReadOnlyList<SeriesTotals> GetTotals()
    {
        lock (_gate)
        {
            _collector.Collect();
            return [.. _series.Declared.Select(series => series.Totals())];
        }
    }

    /// <summary>Flushes all events. When the call returns, everything that was recorded before the call is in the store.</summary>
    /// <remarks>
    /// With checkpoints, events after the last checkpoint wait for the next one. In that case, this call only repeats a checkpoint that
    /// failed.
    /// </remarks>
    /// <param name="cancellationToken">Cancels the operation. Nothing is lost, and the next flush continues.</param>
    /// <exception cref="StoreException">The store did not accept everything. The rest stays pending.</exception>
    public async ValueTask FlushAsync(CancellationToken cancellationToken = default)
    {
        await FlushAsync(position: null, cancellationToken).ConfigureAwait(false);
        Interlocked.Increment(ref _requestedFlushes);
    }

    /// <summary>
    /// Flushes everything that was recorded since the last checkpoint as one batch that carries a position of the caller, such as a line
    /// number or an offset. The store keeps both or neither, so an import that restarts at <see cref="GetCheckpointAsync"/> counts nothing
    /// twice and omits nothing. It requires a <see cref="RecorderOptions.ProducerId"/> that names the source, and series of one service.
    /// </summary>
    /// <param name="position">The position up to which everything has been recorded, 1 or more, greater than the previous one.</param>
    /// <param name="cancellationToken">Cancels the operation. Nothing is lost, and the next flush continues.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="position"/> is not greater than the previous one.</exception>
    /// <exception cref="InvalidOperationException">The recorder has no producer id, more than one service, or has stopped.</exception>
    /// <exception cref="StoreException">The store did not accept everything. The rest stays pending.</exception>
    public async ValueTask CheckpointAsync(long position, CancellationToken cancellationToken = default)
    {
        Check.AtLeast(position, 1);
        _sender.KeepCheckpoints();
        await FlushAsync(position, cancellationToken).ConfigureAwait(false);
        Interlocked.Increment(ref _requestedFlushes);
    }

    /// <summary>
    /// Returns the last position that the store holds for the producer of this recorder, or 0. A call switches the recorder to checkpoints:
    /// from then on, only <see cref="CheckpointAsync"/> sends events to the store, and <see cref="StopAsync"/> drops the events after the
    /// last checkpoint, because the next run records them again.
    /// </summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="InvalidOperationException">The recorder has no producer id, or more than one service.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    public ValueTask<long> GetCheckpointAsync(CancellationToken cancellationToken = default)
    {
        _sender.KeepCheckpoints();
        return _sender.LastCheckpointAsync(cancellationToken);
    }

    /// <summary>Stops accepting events, and sends the recorded events to the store.</summary>
    /// <param name="cancellationToken">
    /// Cancels the operation and a flush that is in progress. Events that the store has not accepted are then counted as dropped.
    /// </param>
    /// <returns>The final numbers of events by state.</returns>
    /// <exception cref="StoreException">The store did not accept everything. The rest is counted as dropped.</exception>
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

    /// <summary>
    /// Sends events to the store for up to 5 seconds and stops the recorder. What the store has not accepted by then is pending. Pending
    /// events are lost. They are counted as dropped. Unlike <see cref="StopAsync"/>, this method does not report them.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        using var bound = new CancellationTokenSource(MaxDisposeTime, _timeProvider);
        try
        {
            await StopAsync(bound.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The events are counted as dropped. Dispose does not report errors, whatever a store throws: the other services of a container
            // are still to be disposed.
        }
    }

    /// <summary>
    /// Stops the recorder without sending anything to the store. Pending events are lost. They are counted as dropped. Prefer
    /// <see cref="StopAsync"/>.
    /// </summary>
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

    private OutcomeRecorder OfFeed(Feed feed, Func<string, OutcomeRecorder> find)
    {
        ArgumentNullException.ThrowIfNull(feed);
        OutcomeRecorder recorder = find(feed.Recorder.Name);
        lock (_gate)
        {
            return FeedKinds.IsInstrument(feed.Kind) ? (OutcomeRecorder)_series.OfInstruments(recorder) : recorder;
        }
    }

    private TRecorder Get<TRecorder>(string name)
        where TRecorder : SeriesRecorder
    {
        SeriesRecorder recorder = _series.Find(name);
        if (recorder is not TRecorder taken)
        {
            throw new InvalidOperationException(
                $"'{name}' is recorded with {recorder.GetType().Name}, not with {typeof(TRecorder).Name}.");
        }

        taken.Handle.Connect();
        return taken;
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
            ExceptionDispatchInfo? unlisted = await ListAsync(ends.Token).ConfigureAwait(false);
            await _sender.FlushAsync(position is null ? _collector.Collect : CollectRunning, position, ends.Token).ConfigureAwait(false);
            unlisted?.Throw();
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
            throw new InvalidOperationException("The recorder has stopped; a checkpoint must not cover the events that it dropped.");
        }

        _collector.Collect();
    }

    private void GiveUp()
    {
        CollectAndStop();
        foreach (SeriesAccumulator series in _series.All)
        {
            series.Abandon();
        }

        _sender.Abandon();
    }

    private void CollectAndStop()
    {
        _collector.Collect();
        foreach (SeriesAccumulator series in _series.All)
        {
            series.Stop();
        }
    }
}
