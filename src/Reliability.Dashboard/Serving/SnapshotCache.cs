namespace Reliability.Dashboard.Internal;

/// <summary>
/// Holds one snapshot per process, which all viewers share: it is read again when it is older than the interval, or after a change through
/// this process, and by one request at a time. If it cannot be read, the last one stays, with the problem.
/// </summary>
#pragma warning disable CA1001 // The semaphore has no wait handle, so that nothing is held, and it lives as long as the application.
internal sealed class SnapshotCache<T>(
    Func<CancellationToken, ValueTask<T>> read, Func<T, Exception, T> keep, TimeSpan interval, TimeProvider clock)
    where T : class
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private Entry? _last;
    private long _changes;

    /// <summary>Makes the next request read the store again: something was changed through this process.</summary>
    public void Invalidate() => Interlocked.Increment(ref _changes);

    /// <summary>Returns the snapshot.</summary>
    /// <param name="cancellationToken">Cancels the wait, or the read that this call makes; the next caller then reads.</param>
    /// <exception cref="Storage.StoreException">The store cannot be read, and never could since the start.</exception>
    public async ValueTask<T> GetAsync(CancellationToken cancellationToken)
    {
        if (Fresh() is { } fresh)
        {
            return fresh;
        }

        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Fresh() ?? await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _reading.Release();
        }
    }

    private T? Fresh() => Volatile.Read(ref _last) is { } last
        && last.Changes == Interlocked.Read(ref _changes)
        && clock.GetElapsedTime(last.ReadAt) < interval
            ? last.Value
            : null;

    private async ValueTask<T> ReadAsync(CancellationToken cancellationToken)
    {
        long changes = Interlocked.Read(ref _changes);
        T value;
        try
        {
            value = await read(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException && _last is { } last)
        {
            value = keep(last.Value, e);
        }

        Volatile.Write(ref _last, new Entry(value, clock.GetTimestamp(), changes));
        return value;
    }

    private sealed record Entry(T Value, long ReadAt, long Changes);
}
