namespace Reliability.Benchmarks.Recording;

/// <summary>Threads that live as long as the benchmark and do their work at the same time, whenever they are released.</summary>
internal sealed class RecordingThreads : IDisposable
{
    private readonly SemaphoreSlim _wanted = new(0);
    private readonly Barrier _together;
    private readonly CountdownEvent _running;
    private readonly Thread[] _threads;
    private readonly Action<int> _work;
    private volatile bool _ends;

    /// <summary>Starts threads.</summary>
    /// <param name="count">The number of threads.</param>
    /// <param name="work">The work of a thread, which gets its number from 0.</param>
    public RecordingThreads(int count, Action<int> work)
    {
        _work = work;
        _together = new Barrier(count);
        _running = new CountdownEvent(count);
        _threads = [.. Enumerable.Range(0, count).Select(i => new Thread(() => Work(i)) { IsBackground = true })];
        foreach (Thread thread in _threads)
        {
            thread.Start();
        }
    }

    /// <summary>Lets all threads do their work once, and returns when all are done.</summary>
    public void RunOnce()
    {
        _running.Reset();
        _wanted.Release(_threads.Length);

        // Asleep, not spinning: on two cores a third busy thread would take part in the measurement.
        _running.WaitHandle.WaitOne();
    }

    public void Dispose()
    {
        _ends = true;
        _wanted.Release(_threads.Length);
        foreach (Thread thread in _threads)
        {
            thread.Join();
        }

        _wanted.Dispose();
        _together.Dispose();
        _running.Dispose();
    }

    private void Work(int thread)
    {
        while (true)
        {
            _wanted.Wait();
            if (_ends)
            {
                return;
            }

            _together.SignalAndWait();
            _work(thread);
            _running.Signal();
        }
    }
}
