namespace Reliability.Recording.Internal;

/// <summary>The limit on the memory that threads hold for the events of a recorder.</summary>
/// <param name="limit">The limit in bytes.</param>
internal sealed class CellBudget(long limit)
{
    private long _used;

    /// <summary>Gets the bytes that are in use.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <summary>Takes bytes, unless more than a share of the limit would then be in use.</summary>
    public bool TryTake(long bytes, double share = 1)
    {
        if (Interlocked.Add(ref _used, bytes) <= limit * share)
        {
            return true;
        }

        Interlocked.Add(ref _used, -bytes);
        return false;
    }

    public void Return(long bytes) => Interlocked.Add(ref _used, -bytes);
}
