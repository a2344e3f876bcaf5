namespace Reliability.Recording.Internal;

/// <summary>
/// The limit on what a recorder holds: the pending buckets of all series together, or the bytes that threads hold for its events.
/// </summary>
/// <param name="limit">The limit.</param>
internal sealed class Quota(long limit)
{
    private long _used;

    /// <summary>Gets the amount that is in use.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <summary>Takes an amount, unless more than a share of the limit would then be in use.</summary>
    public bool TryTake(long amount, double share = 1)
    {
        if (Interlocked.Add(ref _used, amount) <= limit * share)
        {
            return true;
        }

        Interlocked.Add(ref _used, -amount);
        return false;
    }

    public void Return(long amount) => Interlocked.Add(ref _used, -amount);
}
