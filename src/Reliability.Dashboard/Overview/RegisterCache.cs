namespace Reliability.Dashboard.Internal;

/// <summary>
/// Keeps what sections read of registers. A register is read as a whole and can be long, so that one snapshot reads at most two of them
/// again: the one of what is urgent and the one of the rest that were read longest ago. One that takes long is read more rarely. After a
/// change through this process, all are read again.
/// </summary>
internal sealed class RegisterCache(TimeProvider clock)
{
    /// <summary>A read may take one part of so many of the time.</summary>
    private const int CostFactor = 50;

    private static readonly TimeSpan _maxAge = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _due = new(StringComparer.Ordinal);
    private long _changes;

    /// <summary>Gets the present time: what is kept is of the present, whatever a snapshot shows.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Makes the next snapshot read everything again: something was changed through this process.</summary>
    public void Invalidate() => Interlocked.Increment(ref _changes);

    /// <summary>Begins a snapshot: decides what is read again.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _due.Clear();
            foreach (IGrouping<bool, KeyValuePair<string, Entry>> some in _entries.Where(IsDue).GroupBy(one => one.Value.IsUrgent))
            {
                _due.Add(some.MinBy(one => one.Value.Timestamp).Key);
            }
        }
    }

    /// <summary>Returns what a register has, and whether it was read for an earlier snapshot. A read that fails keeps nothing.</summary>
    /// <param name="key">What is read.</param>
    /// <param name="isUrgent">Whether readers want to know it as soon as it can be.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async ValueTask<(T Value, bool IsKept)> GetAsync<T>(
        string key, bool isUrgent, Func<CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
        where T : class
    {
        long changes = Interlocked.Read(ref _changes);
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out Entry? kept) && kept.Changes == changes && !_due.Contains(key))
            {
                return ((T)kept.Value, true);
            }
        }

        long timestamp = clock.GetTimestamp();
        T value = await read(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            _due.Remove(key);
            _entries[key] = new Entry(value, isUrgent, timestamp, clock.GetElapsedTime(timestamp), changes);
        }

        return (value, false);
    }

    private bool IsDue(KeyValuePair<string, Entry> one)
    {
        TimeSpan age = clock.GetElapsedTime(one.Value.Timestamp);
        return age > TimeSpan.Zero && (age >= one.Value.Cost * CostFactor || age >= _maxAge);
    }

    private sealed record Entry(object Value, bool IsUrgent, long Timestamp, TimeSpan Cost, long Changes);
}
