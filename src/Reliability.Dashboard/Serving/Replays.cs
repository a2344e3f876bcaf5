namespace Reliability.Dashboard.Internal;

/// <summary>
/// Computes pages of the past. Equal ones that are asked for at once are computed once, and only some at a time; others wait. A request that
/// ends while it waits frees its place.
/// </summary>
#pragma warning disable CA1001 // The semaphore has no wait handle, so that nothing is held, and it lives as long as the process.
internal sealed class Replays(int maxAtOnce)
#pragma warning restore CA1001
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _places = new(maxAtOnce, maxAtOnce);
    private readonly Dictionary<ReplayKey, object> _running = [];

    /// <summary>Gets those of this process: a replay costs the store more than a page of the present.</summary>
    public static Replays OfProcess { get; } = new(maxAtOnce: 4);

    /// <summary>Returns what a replay found.</summary>
    /// <param name="key">What is replayed, and when.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="cancellationToken">Cancels the wait of this call. The replay ends when nobody waits for it.</param>
    public async ValueTask<T> GetAsync<T>(
        ReplayKey key, Func<CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        SharedRead<T> reading;
        lock (_gate)
        {
            if (_running.GetValueOrDefault(key) is SharedRead<T> running && running.TryJoin())
            {
                reading = running;
            }
            else
            {
                _running[key] = reading = new SharedRead<T>(token => ReadAsync(read, token));
            }
        }

        try
        {
            return await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Forget(key, reading);
        }
    }

    private async Task<T> ReadAsync<T>(Func<CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // A place can become free in the moment in which the last request leaves.
            cancellationToken.ThrowIfCancellationRequested();
            return await read(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Forgets a replay that ended or that everybody left.</summary>
    private void Forget<T>(ReplayKey key, SharedRead<T> reading)
    {
        lock (_gate)
        {
            if (ReferenceEquals(_running.GetValueOrDefault(key), reading) && !reading.IsRunning)
            {
                _running.Remove(key);
            }
        }
    }
}
