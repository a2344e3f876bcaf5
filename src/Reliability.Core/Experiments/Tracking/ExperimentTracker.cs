using System.Collections.Concurrent;
using System.Numerics;
using Reliability.Common.Internal;
using Reliability.Experiments.Internal;
using Reliability.Storage;

namespace Reliability.Experiments;

/// <summary>
/// Counts who was shown what and what they did, in memory, and sends it to the store in batches. Tracking never blocks, never touches the network
/// and allocates nothing; <see cref="FlushAsync"/> sends. A retry never counts twice, and an outage of the store loses nothing that fits the bound.
/// Safe for concurrent use.
/// </summary>
public sealed class ExperimentTracker : IDisposable
{
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
    private long _dropped;
    private int _held;
    private long _fellBack;

    /// <summary>Creates a tracker. It sends nothing by itself.</summary>
    /// <param name="store">Where units are counted. It is not disposed.</param>
    /// <param name="options">How it behaves; the defaults when left out.</param>
    /// <param name="timeProvider">The clock; the system's when left out.</param>
    /// <exception cref="ArgumentException">The producer's id is not legal.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    public ExperimentTracker(IEnrollmentStore store, TrackerOptions? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        _options = options ?? new TrackerOptions();
        _timeProvider = timeProvider ?? TimeProvider.System;
        if (_options.Capacity is < TrackerOptions.MinCapacity or > TrackerOptions.MaxCapacity)
        {
            throw new ArgumentOutOfRangeException(nameof(options), _options.Capacity, $"Capacity is {TrackerOptions.MinCapacity} to {TrackerOptions.MaxCapacity} events.");
        }

        if (_options.Grace < TimeSpan.Zero || _options.Grace > TimeSpan.FromHours(1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), _options.Grace, "Grace is zero to an hour.");
        }

        StoreName.Require(_options.ProducerId, nameof(options));
        _clock = new EventClock(_timeProvider);
        _capacity = (int)BitOperations.RoundUpToPowerOf2((uint)_options.Capacity);
        _ring = new EventRing(_capacity);
    }

    /// <summary>What became of everything that was tracked.</summary>
    public TrackerStatistics Statistics
    {
        get
        {
            // Settled before written: an event that settles in between is pending here, never missing.
            TrackerStatistics sum = _totals.Sum;
            long written = _ring.Written;
            long dropped = Interlocked.Read(ref _dropped);
            return sum with { Tracked = written + dropped, Pending = written - sum.Settled, Dropped = dropped, FellBack = Interlocked.Read(ref _fellBack) };
        }
    }

    /// <summary>
    /// How often <see cref="TrackedExperiment.CountImpressionCall"/> and <see cref="TrackedExperiment.CountConversionCall"/> were called since the tracker was created, by experiment
    /// and variant in ordinal order. Counts of calls in this process: fine for a chart, no basis for a verdict.
    /// </summary>
    public IReadOnlyList<VariantCalls> Calls =>
    [
        .. _calls.OrderBy(c => c.Key.Experiment.Service, StringComparer.Ordinal).ThenBy(c => c.Key.Experiment.Key, StringComparer.Ordinal).ThenBy(c => c.Key.Variant, StringComparer.Ordinal)
            .Select(c => new VariantCalls
            {
                Service = c.Key.Experiment.Service,
                Experiment = c.Key.Experiment.Key,
                Variant = c.Key.Variant,
                Impressions = c.Value.Impressions,
                Conversions = c.Value.Conversions,
            }),
    ];

    /// <summary>Prepares one version of an experiment for the way of requests; ask again when it changed.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <exception cref="ArgumentException">Its definition is not valid.</exception>
    /// <exception cref="UnknownAssignmentSchemeException">Its scheme is newer than this library.</exception>
    public TrackedExperiment Track(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return new TrackedExperiment(this, experiment);
    }

    /// <summary>Sends what was tracked until now: when it returns, the store has it, save conversions that wait for the exposure of their unit.</summary>
    /// <param name="cancellationToken">Ends the wait; what is not sent stays in memory.</param>
    /// <exception cref="StoreException">The store failed; what it did not acknowledge stays in memory and is sent again by the next flush.</exception>
    public async ValueTask FlushAsync(CancellationToken cancellationToken = default)
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

    /// <summary>Ends the tracker without sending; flush first.</summary>
    public void Dispose() => _flushing.Dispose();

    internal bool Track(ExperimentId experiment, EnrollmentKind kind, string unit, string? variant, string? metric, double value, double second)
    {
        if (_ring.Count + Volatile.Read(ref _held) < _capacity && _ring.TryWrite(new TrackedEvent(experiment, kind, unit, variant, metric, value, second, _clock.Now)))
        {
            return true;
        }

        Interlocked.Increment(ref _dropped);
        return false;
    }

    internal FirstVariants FirstVariantsOf(ExperimentId experiment) => _firstVariants.GetOrAdd(experiment, static _ => new FirstVariants());

    internal CallCount CallsOf(ExperimentId experiment, string variant) => _calls.GetOrAdd((experiment, variant), static _ => new CallCount());

    /// <summary>The variant that the store saw a unit in first; <c>IsKnown</c> is false when it cannot say and the draw shall do.</summary>
    internal async ValueTask<(bool IsKnown, string? Variant)> FindVariantAsync(ExperimentId experiment, string unit, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<string?> found = await _store.GetVariantsAsync(experiment, [UnitName.Of(unit)], cancellationToken).ConfigureAwait(false);
            return (true, found[0]);
        }
        catch (StoreException) when (_options.FallBackToDraw)
        {
            Interlocked.Increment(ref _fellBack);
            return (false, null);
        }
    }

    private async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        // While the store is away, events stay in the ring, which is bounded, and not in lists, which are not.
        StoreException? fault = null;
        int most = _options.Capacity;
        int idle = 0;
        foreach (ExperimentSender sender in _senders.Values)
        {
            sender.Wake(_timeProvider.GetUtcNow());
        }

        while (true)
        {
            int taken = Take(most);
            foreach (ExperimentSender sender in _senders.Values)
            {
                try
                {
                    await sender.SendAsync(_store, _totals, _recent, _timeProvider.GetUtcNow, cancellationToken).ConfigureAwait(false);
                }
                catch (StoreException e)
                {
                    fault = e;
                }
            }

            Volatile.Write(ref _held, Held);
            if (fault is not null)
            {
                throw fault;
            }

            // What waits for an exposure may fill the memory; then nothing more can be taken, and it is not asked again.
            most -= taken;
            idle = taken == 0 ? idle + 1 : 0;
            if (most <= 0 || _ring.Count == 0 || idle > 1 || (idle == 1 && Held >= _capacity))
            {
                return;
            }
        }
    }

    private int Held => _senders.Values.Sum(sender => sender.Count);

    private int Take(int most)
    {
        int room = Math.Min(EnrollmentBatch.MaxEntries, Math.Min(most, _capacity - Held));
        int taken = 0;
        while (taken < room && _ring.TryRead(out TrackedEvent e))
        {
            taken++;
            e = e with { Unit = UnitName.Of(e.Unit) };
            if (e.Kind == EnrollmentKind.Exposure && _recent.Contains(e))
            {
                _totals.AddDuplicate();
                continue;
            }

            if (!_senders.TryGetValue(e.Experiment, out ExperimentSender? sender))
            {
                _senders.Add(e.Experiment, sender = new ExperimentSender(e.Experiment, _options.ProducerId, _options.Grace));
            }

            sender.Add(e);
        }

        Volatile.Write(ref _held, Held);
        return taken;
    }
}
