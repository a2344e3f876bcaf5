namespace Reliability.TestServers.Internal;

/// <summary>Waits for requests whose replies are to be lost.</summary>
internal sealed class ReplyTrap(Func<ReadOnlyMemory<byte>, bool> matches, int times)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _unmatched = times;
    private int _unfinished = times;

    /// <summary>Completes when the last of the replies was lost.</summary>
    public Task Done => _done.Task;

    public bool Takes(ReadOnlyMemory<byte> request)
    {
        try
        {
            return Volatile.Read(ref _unmatched) > 0 && matches(request) && Interlocked.Decrement(ref _unmatched) >= 0;
        }
        catch (Exception e)
        {
            _done.TrySetException(e);
            return false;
        }
    }

    public void ReplyLost()
    {
        if (Interlocked.Decrement(ref _unfinished) == 0)
        {
            _done.TrySetResult();
        }
    }

    public void Cancel() => _done.TrySetCanceled();
}
