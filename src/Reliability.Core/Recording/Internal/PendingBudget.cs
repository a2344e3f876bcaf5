namespace Reliability.Recording.Internal;

/// <summary>The bound on the buckets that all series together may keep waiting, and the count of what it refused.</summary>
internal sealed class PendingBudget(int limit)
{
    private int _used;

    public DropCounts Drops { get; } = new();

    public int Used => Volatile.Read(ref _used);

    public bool TryTake()
    {
        if (Interlocked.Increment(ref _used) <= limit)
        {
            return true;
        }

        Interlocked.Decrement(ref _used);
        return false;
    }

    public void Return(int buckets) => Interlocked.Add(ref _used, -buckets);
}
