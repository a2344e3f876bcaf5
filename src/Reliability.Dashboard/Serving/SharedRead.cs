namespace Reliability.Dashboard.Internal;

/// <summary>
/// One read for which several requests wait. A request that ends leaves the others their read; when the last one has left, the read is
/// cancelled.
/// </summary>
#pragma warning disable CA1001 // The source has neither a timer nor a wait handle, so that nothing is held.
internal sealed class SharedRead<T>
#pragma warning restore CA1001
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _left = new();
    private readonly Task<T> _read;
    private int _waiting = 1;
    private bool _isAbandoned;

    /// <summary>Begins a read. The caller waits for it, and need not join.</summary>
    public SharedRead(Func<CancellationToken, Task<T>> read)
    {
        _read = Task.Run(() => read(_left.Token));

        // A read that everybody left may fail; nobody is there to see it.
        _ = _read.ContinueWith(
            static done => done.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Gets the task that ends with the read, whatever its outcome.</summary>
    public Task Ended => _read.ContinueWith(
        static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>Gets a value indicating whether the read goes on for somebody.</summary>
    public bool IsRunning
    {
        get
        {
            lock (_gate)
            {
                return !_isAbandoned && !_read.IsCompleted;
            }
        }
    }

    /// <summary>Adds a request that waits; <see langword="false"/> if the read has ended or was given up.</summary>
    public bool TryJoin()
    {
        lock (_gate)
        {
            if (_isAbandoned || _read.IsCompleted)
            {
                return false;
            }

            _waiting++;
            return true;
        }
    }

    /// <summary>Waits for the read, once for each request.</summary>
    /// <param name="cancellationToken">Cancels the operation for this request; others still get the result.</param>
    public async ValueTask<T> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _read.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (IsLastToLeave())
            {
                await _left.CancelAsync().ConfigureAwait(false);
            }
        }
    }

    private bool IsLastToLeave()
    {
        lock (_gate)
        {
            _isAbandoned = --_waiting == 0 && !_read.IsCompleted;
            return _isAbandoned;
        }
    }
}
