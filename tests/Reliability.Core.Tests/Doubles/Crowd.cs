namespace Reliability.Core.Tests.Doubles;

/// <summary>Threads of their own that start together.</summary>
internal static class Crowd
{
    public static Task RunAsync(int threads, Action<int> work)
    {
        var start = new Barrier(threads);
        return Task.WhenAll(Enumerable.Range(0, threads).Select(i => RunThread(() =>
        {
            start.SignalAndWait();
            work(i);
        })));
    }

    /// <summary>A thread that ends with the task.</summary>
    public static async Task RunThread(Action work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                work();
                done.SetResult();
            }
#pragma warning disable CA1031 // The test that awaits gets it.
            catch (Exception e)
#pragma warning restore CA1031
            {
                done.SetException(e);
            }
        })
        { IsBackground = true };
        thread.Start();
        try
        {
            await done.Task;
        }
        finally
        {
            thread.Join();
        }
    }
}
