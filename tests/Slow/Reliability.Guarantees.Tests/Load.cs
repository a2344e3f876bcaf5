using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Guarantees.Tests;

/// <summary>
/// Threads that record, a flusher that flushes and tries again, and a folder that folds beside it, until told to finish. Every step is
/// checked for the balance.
/// </summary>
internal sealed class Load : IAsyncDisposable
{
    /// <summary>How long a test waits for what must happen.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const int Writers = 3;
    private const int EventsPerTick = 50;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan FoldTick = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _writersEnd = new();
    private readonly CancellationTokenSource _flusherEnds = new();
    private readonly List<(Func<bool> Condition, TaskCompletionSource Met)> _waiting = [];
    private readonly Task[] _writers;
    private readonly Task _flusher;
    private readonly Task _folder;
    private long _written;
    private long _folded;
    private volatile int _attempts;
    private volatile int _failures;

    public Load(ISeriesStore store)
    {
        Ledger = new BatchLedger(store);
        Recorder = new ReliabilityRecorder(Ledger, Workload.Series);
        _writers = [.. Enumerable.Range(0, Writers).Select(_ => Task.Run(WriteAsync))];
        _flusher = Task.Run(FlushAsync);
        _folder = Task.Run(FoldAsync);
    }

    public BatchLedger Ledger { get; }

    public ReliabilityRecorder Recorder { get; }

    /// <summary>How many flushes failed.</summary>
    public int Failures => _failures;

    /// <summary>What the store said when a flush last failed.</summary>
    public StoreException? LastFailure { get; private set; }

    /// <summary>Waits until the store has taken this many more batches.</summary>
    public Task MoreBatchesAsync(int batches)
    {
        int before = Ledger.Entries.Count(e => e.IsAcknowledged);
        return UntilAsync(() => Ledger.Entries.Count(e => e.IsAcknowledged) >= before + batches);
    }

    /// <summary>Waits until another flush has ended, well or not.</summary>
    public Task AttemptAsync()
    {
        int before = _attempts;
        return UntilAsync(() => _attempts > before);
    }

    /// <summary>Waits until another flush has failed.</summary>
    public Task FailureAsync()
    {
        int before = _failures;
        return UntilAsync(() => _failures > before);
    }

    /// <summary>Records no more, brings everything to the store, and tells where it is: nothing pending, nothing dropped.</summary>
    public async Task FinishAsync()
    {
        await _writersEnd.CancelAsync();
        await Task.WhenAll(_writers);
        await UntilAsync(() => Recorder.GetStatistics().Pending == 0);
        await _flusherEnds.CancelAsync();
        await _flusher;
        await _folder;
        _folded.Should().BePositive("the journal is folded beside the flushes");
        RecorderStatistics end = await Recorder.StopAsync();
        end.Recorded.Should().Be(_written);
        end.Flushed.Should().Be(_written, "nothing is pending and nothing was dropped");
    }

    public async ValueTask DisposeAsync()
    {
        await _writersEnd.CancelAsync();
        await _flusherEnds.CancelAsync();
        Recorder.Dispose();
        await Task.WhenAll([.. _writers, _flusher, _folder]).ContinueWith(_ => { }, TaskScheduler.Default);
        _writersEnd.Dispose();
        _flusherEnds.Dispose();
    }

    private async Task UntilAsync(Func<bool> condition)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiting)
        {
            _waiting.Add((condition, met));
        }

        Task first = await Task.WhenAny(met.Task, _flusher).WaitAsync(Patience);
        await first;
        met.Task.IsCompleted.Should().BeTrue("the flusher goes on while somebody waits");
    }

    private async Task WriteAsync()
    {
        var workload = new Workload(Recorder);
        using var pace = new PeriodicTimer(Tick, TimeProvider.System);
        while (!_writersEnd.IsCancellationRequested)
        {
            for (int i = 0; i < EventsPerTick; i++)
            {
                workload.Record(Interlocked.Increment(ref _written) - 1);
            }

            await WaitAsync(pace, _writersEnd.Token);
        }
    }

    private async Task FlushAsync()
    {
        using var pace = new PeriodicTimer(Tick, TimeProvider.System);
        while (!_flusherEnds.IsCancellationRequested)
        {
            try
            {
                await Recorder.FlushAsync(_flusherEnds.Token);
            }
            catch (StoreException e) when (e.IsTransient)
            {
                LastFailure = e;
                _failures++;
            }
            catch (OperationCanceledException) when (_flusherEnds.IsCancellationRequested)
            {
                return;
            }

            _attempts++;
            Recorder.GetStatistics().ShouldBalance();
            Notify();
            await WaitAsync(pace, _flusherEnds.Token);
        }
    }

    /// <summary>Folds again and again, so that what happens to the store happens around a fold too.</summary>
    private async Task FoldAsync()
    {
        using var pace = new PeriodicTimer(FoldTick, TimeProvider.System);
        while (!_flusherEnds.IsCancellationRequested)
        {
            try
            {
                _folded += await Ledger.FoldAsync(Workload.Service, _flusherEnds.Token);
            }
            catch (StoreException e) when (e.IsTransient)
            {
                // The next fold continues.
            }
            catch (OperationCanceledException) when (_flusherEnds.IsCancellationRequested)
            {
                return;
            }

            await WaitAsync(pace, _flusherEnds.Token);
        }
    }

    private void Notify()
    {
        lock (_waiting)
        {
            _waiting.RemoveAll(one => one.Condition() && one.Met.TrySetResult());
        }
    }

    private static async Task WaitAsync(PeriodicTimer pace, CancellationToken end)
    {
        try
        {
            await pace.WaitForNextTickAsync(end);
        }
        catch (OperationCanceledException)
        {
            // The end of the load.
        }
    }
}
