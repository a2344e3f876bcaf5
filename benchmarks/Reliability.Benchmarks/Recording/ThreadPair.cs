namespace Reliability.Benchmarks.Recording;

/// <summary>Two threads that live as long as the benchmark and do the same work at the same time, whenever they are released.</summary>
internal sealed class ThreadPair : IDisposable
{
    public const int Threads = 2;

    private readonly SemaphoreSlim _wanted = new(0);
    private readonly Barrier _together = new(Threads);
    private readonly CountdownEvent _running = new(Threads);
    private readonly Thread[] _threads;
    private readonly Action _pass;
    private readonly int _passes;
    private volatile bool _ends;

    public ThreadPair(Action pass, int passes)
    {
        _pass = pass;
        _passes = passes;
        _threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(Work) { IsBackground = true })];
        foreach (Thread thread in _threads)
        {
            thread.Start();
        }
    }

    /// <summary>Lets both threads do their passes, and returns when both have ended.</summary>
    public void RunOnce()
    {
        _running.Reset();
        _wanted.Release(Threads);

        // Asleep, not spinning: on two cores a third busy thread would take part in the measurement.
        _running.WaitHandle.WaitOne();
    }

    public void Dispose()
    {
        _ends = true;
        _wanted.Release(Threads);
        foreach (Thread thread in _threads)
        {
            thread.Join();
        }

        _wanted.Dispose();
        _together.Dispose();
        _running.Dispose();
    }

    private void Work()
    {
        while (true)
        {
            _wanted.Wait();
            if (_ends)
            {
                return;
            }

            _together.SignalAndWait();
            for (int i = 0; i < _passes; i++)
            {
                _pass();
            }

            _running.Signal();
        }
    }
}
