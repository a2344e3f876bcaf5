using System.Diagnostics;
using Reliability.Storage;

namespace Reliability.Guarantees.Tests;

/// <summary>Stands between a recorder and a store, keeps a copy of every batch, and can hold further ones and folds off.</summary>
/// <remarks>No substitute: it is the oracle, a ledger of what was sent and answered that is compared with what the store holds.</remarks>
internal sealed class BatchLedger(ISeriesStore store) : ISeriesStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, Entry> _entries = [];
    private TaskCompletionSource _sending = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _folding = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _quiet;
    private bool _closed;
    private int _inFlight;

    /// <summary>Every batch, in order.</summary>
    public IReadOnlyList<Entry> Entries
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries.Values];
            }
        }
    }

    public string ProducerId => Entries[0].Batch.ProducerId;

    /// <summary>Completes when a batch that has not been sent before is on its way.</summary>
    public Task NextBatchAsync()
    {
        lock (_lock)
        {
            return _sending.Task.WaitAsync(Load.Patience);
        }
    }

    /// <summary>Completes when another fold begins.</summary>
    public Task NextFoldAsync()
    {
        lock (_lock)
        {
            return _folding.Task.WaitAsync(Load.Patience);
        }
    }

    /// <summary>Holds off every batch and fold from now on, and waits until none is on its way.</summary>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            _closed = true;
            _quiet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            ReportQuiet();
            return _quiet.Task;
        }
    }

    public void Open()
    {
        lock (_lock)
        {
            _closed = false;
        }
    }

    public async ValueTask<AppendOutcome> AppendAsync(SeriesBatch batch, CancellationToken cancellationToken)
    {
        Entry entry = Begin(batch);
        try
        {
            AppendOutcome outcome = await store.AppendAsync(batch, cancellationToken);
            entry.Acknowledge(outcome);
            return outcome;
        }
        finally
        {
            End();
        }
    }

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => store.InitializeAsync(cancellationToken);

    public IAsyncEnumerable<SeriesBucket> ReadAsync(
        SeriesQuery query,
        CancellationToken cancellationToken) => store.ReadAsync(query, cancellationToken);

    public ValueTask<IReadOnlyList<IReadOnlyList<SeriesBucket>>> ReadAsync(
        IReadOnlyList<SeriesQuery> queries, CancellationToken cancellationToken) => store.ReadAsync(queries, cancellationToken);

    public ValueTask<IReadOnlyList<SeriesSummary>> SummarizeAsync(
        IReadOnlyList<SeriesQuery> queries, CancellationToken cancellationToken) => store.SummarizeAsync(queries, cancellationToken);

    public ValueTask<long> GetLastSequenceAsync(string service, string producerId, CancellationToken cancellationToken) =>
        store.GetLastSequenceAsync(service, producerId, cancellationToken);

    public ValueTask SetRetentionAsync(string service, SeriesRetention retention, CancellationToken cancellationToken) =>
        store.SetRetentionAsync(service, retention, cancellationToken);

    public ValueTask<SeriesRetention?> GetRetentionAsync(
        string service,
        CancellationToken cancellationToken) => store.GetRetentionAsync(service, cancellationToken);

    public ValueTask<string?> GetDayZoneAsync(string service, CancellationToken cancellationToken) =>
        store.GetDayZoneAsync(service, cancellationToken);

    public async ValueTask<long> FoldAsync(string service, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            BeginCall();
            _folding.SetResult();
            _folding = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        try
        {
            return await store.FoldAsync(service, cancellationToken);
        }
        finally
        {
            End();
        }
    }

    public ValueTask<long> TrimAsync(string service, CancellationToken cancellationToken) => store.TrimAsync(service, cancellationToken);

    public IAsyncEnumerable<SeriesId> ListSeriesAsync(CancellationToken cancellationToken) => store.ListSeriesAsync(cancellationToken);

    public IAsyncEnumerable<SeriesProducer> ListProducersAsync(CancellationToken cancellationToken) =>
        store.ListProducersAsync(cancellationToken);

    private Entry Begin(SeriesBatch batch)
    {
        lock (_lock)
        {
            BeginCall();
            if (!_entries.TryGetValue(batch.Sequence, out Entry? entry))
            {
                _entries.Add(batch.Sequence, entry = new Entry(batch));
                _sending.SetResult();
                _sending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            entry.Batch.Should().BeSameAs(batch, "a batch is sent again unchanged");
            return entry;
        }
    }

    private void BeginCall()
    {
        if (_closed)
        {
            throw new StoreException("The test holds batches and folds off.", isTransient: true);
        }

        _inFlight++;
    }

    private void End()
    {
        lock (_lock)
        {
            _inFlight--;
            ReportQuiet();
        }
    }

    private void ReportQuiet()
    {
        if (_inFlight == 0)
        {
            _quiet?.TrySetResult();
        }
    }

    /// <summary>One batch, and when and how the store acknowledged it.</summary>
    internal sealed class Entry(SeriesBatch batch)
    {
        private long _acknowledged;

        public SeriesBatch Batch => batch;

        public AppendOutcome? Outcome { get; private set; }

        public bool IsAcknowledged => Outcome is not null;

        public TimeSpan AcknowledgedAgo => Stopwatch.GetElapsedTime(_acknowledged);

        public void Acknowledge(AppendOutcome outcome)
        {
            _acknowledged = Stopwatch.GetTimestamp();
            Outcome = outcome;
        }
    }
}
