namespace Reliability.Recording.Internal;

/// <summary>The limit on the number of pending buckets of all series together.</summary>
internal sealed class PendingBudget(int limit)
{
    private int _used;

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
