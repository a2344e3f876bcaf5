using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.ExceptionServices;
using Reliability.Common.Internal;
using Reliability.Experiments.Internal;
using Reliability.Storage;

namespace Reliability.Experiments;

/// <summary>
/// Counts exposures, conversions and values of units in memory and sends them to the store in batches. Tracking never blocks, never uses
/// the network and allocates nothing. <see cref="FlushAsync"/> sends. A retry never counts twice, and an outage of the store loses nothing
/// that fits the capacity. This class is safe for concurrent use.
/// </summary>
public sealed class ExperimentTracker : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan MaxDisposeTime = TimeSpan.FromSeconds(5);
    private const int RecentPerGeneration = 1 << 15;
    private readonly IEnrollmentStore _store;
    private readonly TrackerOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly EventClock _clock;
    private readonly EventRing _ring;
    private readonly SemaphoreSlim _flushing = new(1, 1);
    private readonly Dictionary<ExperimentId, ExperimentSender> _senders = [];
    private readonly RecentExposures _recent = new(RecentPerGeneration);
    private readonly TrackerTotals _totals = new();
    private readonly ConcurrentDictionary<ExperimentId, FirstVariants> _firstVariants = new();
    private readonly ConcurrentDictionary<(ExperimentId Experiment, string Variant), CallCount> _calls = new();
    private readonly int _capacity;
    private readonly Lock _gate = new();
    private readonly long[] _late = new long[Enum.GetValues<EnrollmentKind>().Length];
    private long _dropped;
    private long _repeated;
    private int _held;
    private volatile bool _isDisposed;
    private long _fellBack;
    private long _storeUnavailable;
    private long _requestedFlushes;

    /// <summary>
    /// Initializes a new instance of the <see cref="ExperimentTracker"/> class. The tracker sends only when <see cref="FlushAsync"/> is
    /// called.
    /// </summary>
    /// <param name="store">The store that counts the units. The tracker does not dispose it.</param>
    /// <param name="options">The options, or <see langword="null"/> for the defaults.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system clock.</param>
    /// <exception cref="ArgumentException">The producer id is not valid.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public ExperimentTracker(IEnrollmentStore store, TrackerOptions? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        _options = options ?? new TrackerOptions();
        _timeProvider = timeProvider ?? TimeProvider.System;
        if (_options.Capacity is < TrackerOptions.MinCapacity or > TrackerOptions.MaxCapacity)
        {
            throw Check.OutOfRange(
                _options.Capacity,
                $"Capacity must be {TrackerOptions.MinCapacity} to {TrackerOptions.MaxCapacity} events.",
                nameof(options));
        }

        if (_options.Grace < TimeSpan.Zero || _options.Grace > TimeSpan.FromHours(1))
        {
            throw Check.OutOfRange(_options.Grace, "Grace must be zero to an hour.", nameof(options));
        }

        StoreName.Require(_options.ProducerId, nameof(options));
        Input = new InputCheck(_options.ThrowOnInvalidInput);
        _clock = new EventClock(_timeProvider);
        _capacity = (int)BitOperations.RoundUpToPowerOf2((uint)_options.Capacity);
        _ring = new EventRing(_capacity);
    }

    /// <summary>Gets the numbers of tracked events by outcome.</summary>
    public TrackerStatistics Statistics
    {
        get
        {
            // Settled is read before written: an event that settles in between is counted as pending and is never missing.
            TrackerStatistics sum = _totals.Sum;
            long written = _ring.Written;
            long dropped = Interlocked.Read(ref _dropped);
            long repeated = Interlocked.Read(ref _repeated);
            return Input.AddTo(sum) with
            {
                Tracked = written + dropped + repeated,
                Pending = written - sum.Settled,
                Dropped = dropped,
                DroppedStopped = _late.Sum(),
                Duplicates = sum.Duplicates + repeated,
                FellBack = Interlocked.Read(ref _fellBack),
                StoreUnavailable = Interlocked.Read(ref _storeUnavailable),
            };
        }
    }

    /// <summary>
    /// Gets the number of calls of <see cref="FlushAsync"/> that stored everything. What was read before it grew may be out of date.
    /// </summary>
    public long RequestedFlushes => Interlocked.Read(ref _requestedFlushes);

    /// <summary>
    /// Gets the calls of <see cref="TrackedExperiment.CountImpressionCall"/> and <see cref="TrackedExperiment.CountConversionCall"/> here,
    /// by experiment and variant in ordinal order. They are sufficient for a chart and not for a verdict.
    /// </summary>
    public IReadOnlyList<VariantCalls> Calls =>
    [
        .. _calls
            .OrderBy(c => c.Key.Experiment.Service, StringComparer.Ordinal)
            .ThenBy(c => c.Key.Experiment.Key, StringComparer.Ordinal)
            .ThenBy(c => c.Key.Variant, StringComparer.Ordinal)
            .Select(c => new VariantCalls
            {
                Service = c.Key.Experiment.Service,
                Experiment = c.Key.Experiment.Key,
                Variant = c.Key.Variant,
                Impressions = c.Value.Impressions,
                Conversions = c.Value.Conversions,
            }),
    ];

    /// <summary>
    /// Prepares one version of an experiment for use on the request path. Call it again after the experiment has changed.
    /// </summary>
    /// <param name="experiment">The experiment.</param>
    /// <exception cref="ArgumentException">The definition of the experiment is not valid.</exception>
    /// <exception cref="UnknownAssignmentSchemeException">The scheme is newer than this library.</exception>
    public TrackedExperiment Track(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return new TrackedExperiment(this, experiment);
    }

    /// <summary>
    /// Sends all events that were tracked before the call. When the call returns, they are in the store, except conversions that wait for
    /// the exposure of their unit.
    /// </summary>
    /// <param name="cancellationToken">Cancels the operation. Events that were not sent stay in memory.</param>
    /// <exception cref="StoreException">
    /// The store failed. Events that it did not acknowledge stay in memory, and the next flush sends them again.
    /// </exception>
    public async ValueTask FlushAsync(CancellationToken cancellationToken = default)
    {
        await FlushInBackgroundAsync(cancellationToken).ConfigureAwait(false);
        Interlocked.Increment(ref _requestedFlushes);
    }

    /// <summary>
    /// Sends all events as <see cref="FlushAsync"/> does, but for a timer, on which nobody waits: <see cref="RequestedFlushes"/> does not
    /// grow.
    /// </summary>
    /// <inheritdoc cref="FlushAsync"/>
    public ValueTask FlushInBackgroundAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return FlushAllAsync(cancellationToken);
    }

    /// <summary>
    /// Returns the numbers of events that the store has not accepted, by kind, for a report at the end of a process: those in memory, and
    /// those that were tracked after the tracker had stopped.
    /// </summary>
    public PendingEvents CountUnstored()
    {
        lock (_gate)
        {
            TakeUpTo(int.MaxValue);
            return new PendingEvents
            {
                Exposures = Of(EnrollmentKind.Exposure),
                Conversions = Of(EnrollmentKind.First),
                Values = Of(EnrollmentKind.Sum),
                Covariates = Of(EnrollmentKind.Covariate),
            };
        }

        long Of(EnrollmentKind kind) =>
            _senders.Values.Sum(sender => sender.CountOf(kind)) + Interlocked.Read(ref _late[(int)kind]);
    }

    /// <summary>
    /// Sends events to the store for up to 5 seconds and stops the tracker. What the store has not accepted by then is pending. Pending
    /// events are lost. They stay counted as pending, and later events are counted as dropped. Unlike <see cref="FlushAsync"/>, this method
    /// does not report them. After <see cref="Dispose"/>, it does nothing.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        using var bound = new CancellationTokenSource(MaxDisposeTime, _timeProvider);
        try
        {
            await FlushAllAsync(bound.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The events stay counted as pending. Dispose does not report errors, whatever a store throws, because the other services of a
            // container are still to be disposed.
        }

        Dispose();
    }

    /// <summary>
    /// Stops the tracker without sending anything to the store. Pending events are lost. They stay counted as pending, and later events
    /// are counted as dropped. Prefer <see cref="DisposeAsync"/>, or call <see cref="FlushAsync"/> first.
    /// </summary>
    public void Dispose() => _isDisposed = true;

    internal InputCheck Input { get; }

    internal bool FallsBackToDraw => _options.FallBackToDraw;

    /// <summary>Tracks an exposure. One that the store acknowledged recently is counted as a duplicate here and takes no memory.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="unit">The id of the unit.</param>
    /// <param name="variant">The key of the variant.</param>
    /// <param name="hash">The hash of the experiment xor that of the unit.</param>
    internal bool TrackExposure(ExperimentId experiment, string unit, string variant, ulong hash)
    {
        // An id that looks like a digest is another unit than the one that has this name.
        if (_isDisposed || !_recent.Contains(hash, experiment, unit, variant) || UnitName.IsDigest(unit))
        {
            return Track(experiment, EnrollmentKind.Exposure, unit, variant, metric: null, 0, 0);
        }

        Interlocked.Increment(ref _repeated);
        return true;
    }

    internal bool Track(
        ExperimentId experiment,
        EnrollmentKind kind,
        string unit,
        string? variant,
        string? metric,
        double value,
        double second)
    {
        if (!_isDisposed
            && _ring.Count + Volatile.Read(ref _held) < _capacity
            && _ring.TryWrite(new TrackedEvent(experiment, kind, unit, variant, metric, value, second, _clock.Now)))
        {
            return true;
        }

        if (_isDisposed)
        {
            Interlocked.Increment(ref _late[(int)kind]);
        }

        Interlocked.Increment(ref _dropped);
        return false;
    }

    internal FirstVariants FirstVariantsOf(ExperimentId experiment) => _firstVariants.GetOrAdd(experiment, static _ => new FirstVariants());

    internal CallCount CallsOf(ExperimentId experiment, string variant) =>
        _calls.GetOrAdd((experiment, variant), static _ => new CallCount());

    /// <summary>
    /// Returns the first variant of a unit in the store. <c>IsKnown</c> is <see langword="false"/> if the store could not be asked, which
    /// is counted.
    /// </summary>
    internal async ValueTask<(bool IsKnown, string? Variant)> FindVariantAsync(
        ExperimentId experiment,
        string unit,
        CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<string?> found = await _store.GetVariantsAsync(experiment, [UnitName.Of(unit)], cancellationToken)
                .ConfigureAwait(false);
            return (true, found[0]);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Whatever is wrong with the store, the visitor must not see it.
            Interlocked.Increment(ref FallsBackToDraw ? ref _fellBack : ref _storeUnavailable);
            return (false, null);
        }
    }

    private async ValueTask FlushAllAsync(CancellationToken cancellationToken)
    {
        await _flushing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _clock.Synchronize();
            await SendAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _flushing.Release();
        }
    }

    private async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        // While the store is unavailable, events stay in the ring, which is bounded, and not in lists, which are not.
        ExceptionDispatchInfo? fault = null;
        int most = _options.Capacity;
        int idle = 0;
        foreach (ExperimentSender sender in Senders)
        {
            sender.Wake(_timeProvider.GetUtcNow());
        }

        while (true)
        {
            int taken = Take(most);
            foreach (ExperimentSender sender in Senders)
            {
                try
                {
                    await sender.SendAsync(_store, _totals, _recent, _timeProvider.GetUtcNow, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
                {
                    // What one experiment meets keeps the events of no other back.
                    fault ??= ExceptionDispatchInfo.Capture(e);
                }
            }

            Volatile.Write(ref _held, Held);
            fault?.Throw();

            // Events that wait for an exposure may fill the memory. In that case no more events are taken, and the ring is not read again.
            most -= taken;
            idle = taken == 0 ? idle + 1 : 0;
            if (most <= 0 || _ring.Count == 0 || idle > 1 || (idle == 1 && Held >= _capacity))
            {
                return;
            }
        }
    }

    private ExperimentSender[] Senders
    {
        get
        {
            lock (_gate)
            {
                return [.. _senders.Values];
            }
        }
    }

    private int Held
    {
        get
        {
            lock (_gate)
            {
                return _senders.Values.Sum(sender => sender.Count);
            }
        }
    }

    private int Take(int most)
    {
        lock (_gate)
        {
            return TakeUpTo(Math.Min(EnrollmentBatch.MaxEntries, Math.Min(most, _capacity - Held)));
        }
    }

    /// <summary>Moves events from the ring to their senders. The caller must hold the gate: the ring has one reader at a time.</summary>
    private int TakeUpTo(int room)
    {
        int taken = 0;
        while (taken < room && _ring.TryRead(out TrackedEvent e))
        {
            taken++;
            e = e with { Unit = UnitName.Of(e.Unit) };
            if (!_senders.TryGetValue(e.Experiment, out ExperimentSender? sender))
            {
                _senders.Add(e.Experiment, sender = new ExperimentSender(e.Experiment, _options.ProducerId, _options.Grace, _gate));
            }

            if (sender.IsAcknowledged(e, _recent))
            {
                _totals.AddDuplicate();
            }
            else
            {
                sender.Add(e);
            }
        }

        Volatile.Write(ref _held, Held);
        return taken;
    }
}
