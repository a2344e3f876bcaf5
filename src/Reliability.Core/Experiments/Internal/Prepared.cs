using System.Collections.Concurrent;

namespace Reliability.Experiments.Internal;

/// <summary>
/// A bounded cache of values that are created once per key, so that a lookup does not allocate. Beyond the bound, a value is created for
/// each lookup. This class is safe for concurrent use.
/// </summary>
internal sealed class Prepared<TKey, TValue>(Func<TKey, TValue> create, IEqualityComparer<TKey>? comparer = null)
    where TKey : notnull
{
    private const int MaxCount = 1000;
    private readonly ConcurrentDictionary<TKey, TValue> _known = new(comparer ?? EqualityComparer<TKey>.Default);

    public TValue Get(TKey key) => _known.TryGetValue(key, out TValue? known) ? known : Add(key);

    private TValue Add(TKey key)
    {
        TValue made = create(key);
        return _known.Count < MaxCount ? _known.GetOrAdd(key, made) : made;
    }
}
