namespace Reliability.Core.Tests.Doubles;

/// <summary>One append that waits inside the store until the test lets it go on.</summary>
internal sealed class Hold
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the append has reached the store.</summary>
    public Task Entered => _entered.Task;

    public void Release() => _released.TrySetResult();

    public Task EnterAsync(CancellationToken cancellationToken)
    {
        _entered.TrySetResult();
        return _released.Task.WaitAsync(cancellationToken);
    }
}
