namespace Reliability.Dashboard.Internal;

/// <summary>The snapshots of the pages of single items: one of each item that somebody looks at, and of the latest of them only.</summary>
internal sealed class DocumentCache<T>(
    Func<string, DateTimeOffset, CancellationToken, ValueTask<T>> read, TimeSpan interval, TimeProvider clock)
    where T : PageDocument
{
    /// <summary>A document is some 50 KB; a reader looks at a few of them.</summary>
    private const int MaxItems = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SnapshotCache<T>> _caches = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Returns the document of an item.</summary>
    /// <exception cref="KeyNotFoundException">There is no such item.</exception>
    /// <exception cref="Storage.StoreException">The store cannot be read, and the item was never read.</exception>
    public ValueTask<T> GetAsync(string name, CancellationToken cancellationToken) => Find(name).GetAsync(cancellationToken);

    /// <summary>Makes the next request read the store again.</summary>
    public void Invalidate()
    {
        lock (_gate)
        {
            foreach (SnapshotCache<T> cache in _caches.Values)
            {
                cache.Invalidate();
            }
        }
    }

    private SnapshotCache<T> Find(string name)
    {
        lock (_gate)
        {
            if (!_caches.TryGetValue(name, out SnapshotCache<T>? cache))
            {
                if (_order.Count == MaxItems)
                {
                    _caches.Remove(_order.Dequeue());
                }

                _caches[name] = cache = new SnapshotCache<T>(
                    token => read(name, clock.GetUtcNow(), token),
                    (last, e) => e is KeyNotFoundException ? throw e : (T)(last with
                    {
                        Problem = SnapshotReader.Problem(e),
                        AgeSeconds = SnapshotReader.Age(last.AsOf, clock),
                    }),
                    interval,
                    clock);
                _order.Enqueue(name);
            }

            return cache;
        }
    }
}
