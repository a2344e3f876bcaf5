namespace Reliability.Dashboard.Internal;

/// <summary>
/// Keeps analyses, which change once a day and cost more than other figures: each is computed at most once an hour. A read that fails keeps
/// nothing.
/// </summary>
internal sealed class TrendCache<T>(TimeProvider clock)
    where T : class
{
    /// <summary>An analysis of 90 days is some 30 KB.</summary>
    private const int MaxItems = 200;

    private static readonly TimeSpan _maxAge = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private int _clears;

    /// <summary>Forgets all analyses: something that they are based on was changed.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
            _order.Clear();
            _clears++;
        }
    }

    /// <summary>Returns an analysis and the time at which it was computed.</summary>
    /// <param name="key">What is analyzed.</param>
    /// <param name="read">Computes it.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async ValueTask<(T Value, DateTimeOffset At, bool IsKept)> GetAsync(
        string key, Func<CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        int clears;
        lock (_gate)
        {
            clears = _clears;
            if (_entries.TryGetValue(key, out Entry? kept) && clock.GetElapsedTime(kept.Timestamp) < _maxAge)
            {
                return (kept.Value, kept.At, true);
            }
        }

        DateTimeOffset at = clock.GetUtcNow();
        long timestamp = clock.GetTimestamp();
        T value = await read(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            // What was read before the change can be out of date.
            if (clears != _clears)
            {
                return (value, at, false);
            }

            if (!_entries.ContainsKey(key))
            {
                if (_order.Count == MaxItems)
                {
                    _entries.Remove(_order.Dequeue());
                }

                _order.Enqueue(key);
            }

            _entries[key] = new Entry(value, at, timestamp);
        }

        return (value, at, false);
    }

    private sealed record Entry(T Value, DateTimeOffset At, long Timestamp);
}
