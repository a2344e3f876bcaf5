using System.Collections.Concurrent;
using Reliability.Storage;

namespace Reliability.Core.Tests.Doubles;

/// <summary>A store in front of another that fails on command: before or after the batch is applied, by rule or by seeded chance.</summary>
internal sealed class ChaosSeriesStore(ISeriesStore inner, int seed = 1) : ISeriesStore
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);
    private readonly Queue<Fault> _next = [];
    private readonly List<SeriesBatch> _sent = [];
    private readonly ConcurrentDictionary<string, int> _inFlight = new(StringComparer.Ordinal);
    private Hold? _hold;

    /// <summary>Decides when nothing is queued.</summary>
    public Func<SeriesBatch, Fault> Rule { get; set; } = _ => Fault.None;

    /// <summary>Whether reading the last sequence fails.</summary>
    public bool ReadsFail { get; set; }

    /// <summary>Whether appends go on when they are cancelled.</summary>
    public bool IgnoresCancellation { get; set; }

    /// <summary>The most appends of one service that were ever in flight at once.</summary>
    public int MostInFlight { get; private set; }

    /// <summary>Every batch that arrived, in order, retries included.</summary>
    public IReadOnlyList<SeriesBatch> Sent
    {
        get
        {
            lock (_lock)
            {
                return [.. _sent];
            }
        }
    }

    public void Next(params Fault[] faults)
    {
        lock (_lock)
        {
            Array.ForEach(faults, _next.Enqueue);
        }
    }

    /// <summary>Fails a share of the appends, before and after the batch is applied.</summary>
    public void FailAtRandom(double share) => Rule = _ =>
    {
        lock (_lock)
        {
            return _random.NextDouble() >= share ? Fault.None : (Fault)_random.Next(1, 5);
        }
    };

    /// <summary>Makes the next append wait inside the store.</summary>
    public Hold HoldNext() => _hold = new Hold();

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => inner.InitializeAsync(cancellationToken);

    public async ValueTask<AppendOutcome> AppendAsync(SeriesBatch batch, CancellationToken cancellationToken)
    {
        Fault fault = Arrive(batch);
        cancellationToken = IgnoresCancellation ? CancellationToken.None : cancellationToken;
        try
        {
            if (Interlocked.Exchange(ref _hold, null) is { } hold)
            {
                await hold.EnterAsync(cancellationToken);
            }

            ThrowIf(fault is Fault.BeforeApply, fault is Fault.CancelledBeforeApply);
            AppendOutcome outcome = await inner.AppendAsync(batch, cancellationToken);
            ThrowIf(fault is Fault.AfterApply, fault is Fault.CancelledAfterApply);
            return outcome;
        }
        finally
        {
            _inFlight.AddOrUpdate(batch.Service, 0, (_, n) => n - 1);
        }
    }

    public ValueTask<long> GetLastSequenceAsync(string service, string producerId, CancellationToken cancellationToken)
    {
        ThrowIf(ReadsFail, cancelled: false);
        return inner.GetLastSequenceAsync(service, producerId, cancellationToken);
    }

    public IAsyncEnumerable<SeriesBucket> ReadAsync(SeriesQuery query, CancellationToken cancellationToken) =>
        inner.ReadAsync(query, cancellationToken);

    public ValueTask SetRetentionAsync(string service, SeriesRetention retention, CancellationToken cancellationToken) =>
        inner.SetRetentionAsync(service, retention, cancellationToken);

    public ValueTask<SeriesRetention?> GetRetentionAsync(string service, CancellationToken cancellationToken) =>
        inner.GetRetentionAsync(service, cancellationToken);

    public ValueTask<long> TrimAsync(string service, CancellationToken cancellationToken) => inner.TrimAsync(service, cancellationToken);

    public IAsyncEnumerable<SeriesId> ListSeriesAsync(CancellationToken cancellationToken) => inner.ListSeriesAsync(cancellationToken);

    public IAsyncEnumerable<SeriesProducer> ListProducersAsync(CancellationToken cancellationToken) => inner.ListProducersAsync(cancellationToken);

    private static void ThrowIf(bool failed, bool cancelled)
    {
        if (failed)
        {
            throw new StoreException("The store was told to fail.", isTransient: true);
        }

        if (cancelled)
        {
            throw new OperationCanceledException("The store was told to be cancelled.");
        }
    }

    private Fault Arrive(SeriesBatch batch)
    {
        int inFlight = _inFlight.AddOrUpdate(batch.Service, 1, (_, n) => n + 1);
        lock (_lock)
        {
            MostInFlight = Math.Max(MostInFlight, inFlight);
            _sent.Add(batch);
            if (_next.TryDequeue(out Fault queued))
            {
                return queued;
            }
        }

        return Rule(batch);
    }
}
