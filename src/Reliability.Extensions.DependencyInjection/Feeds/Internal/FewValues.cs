using System.Collections.Concurrent;

namespace Reliability.Internal;

/// <summary>Keeps the first few different values. Adding one that is kept, or one more than the limit, does not allocate.</summary>
internal sealed class FewValues<T>
    where T : notnull
{
    private const int Max = 20;

    private readonly ConcurrentDictionary<T, bool> _kept = new();
    private bool _isFull;

    public ICollection<T> All => _kept.Keys;

    public bool Contains(T value) => _kept.ContainsKey(value);

    public void Add(T value)
    {
        if (!Volatile.Read(ref _isFull) && !_kept.ContainsKey(value))
        {
            _kept.TryAdd(value, true);
            Volatile.Write(ref _isFull, _kept.Count >= Max);
        }
    }
}
