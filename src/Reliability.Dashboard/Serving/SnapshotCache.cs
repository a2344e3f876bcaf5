namespace Reliability.Dashboard.Internal;

/// <summary>
/// Holds one snapshot per process, which all viewers share: it is read again when it is older than the interval, or after a change through
/// this process, and by one read at a time. If it cannot be read, the last one stays, with the problem.
/// </summary>
internal sealed class SnapshotCache<T>(
    Func<CancellationToken, ValueTask<T>> read, Func<T, Exception, T> keep, TimeSpan interval, TimeProvider clock)
    where T : class
{
    private readonly Lock _gate = new();
    private Entry? _last;
    private SharedRead<T>? _reading;
    private long _readChanges;
    private long _changes;

    /// <summary>Makes the next request read the store again: something was changed through this process.</summary>
    public void Invalidate() => Interlocked.Increment(ref _changes);

    /// <summary>Returns the snapshot.</summary>
    /// <param name="cancellationToken">
    /// Cancels the wait of this call. The read goes on for those that wait for it, and ends when nobody does.
    /// </param>
    /// <exception cref="Storage.StoreException">The store cannot be read, and never could since the start.</exception>
    public async ValueTask<T> GetAsync(CancellationToken cancellationToken)
    {
        if (Fresh() is { } fresh)
        {
            return fresh;
        }

        SharedRead<T> reading;
        lock (_gate)
        {
            if (Fresh() is { } read)
            {
                return read;
            }

            reading = Joined() ?? Begin();
        }

        return await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private T? Fresh() => Volatile.Read(ref _last) is { } last
        && last.Changes == Interlocked.Read(ref _changes)
        && clock.GetElapsedTime(last.ReadAt) < interval
            ? last.Value
            : null;

    /// <summary>Returns the read in progress, unless it began before the last change.</summary>
    private SharedRead<T>? Joined() =>
        _readChanges == Interlocked.Read(ref _changes) && _reading?.TryJoin() == true ? _reading : null;

    /// <summary>Begins a read after the one in progress, so that the store answers one at a time.</summary>
    private SharedRead<T> Begin()
    {
        Task before = _reading?.Ended ?? Task.CompletedTask;
        long changes = _readChanges = Interlocked.Read(ref _changes);
        return _reading = new SharedRead<T>(async token =>
        {
            await before.WaitAsync(token).ConfigureAwait(false);
            return await ReadAsync(changes, token).ConfigureAwait(false);
        });
    }

    private async ValueTask<T> ReadAsync(long changes, CancellationToken cancellationToken)
    {
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
