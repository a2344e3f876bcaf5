namespace Reliability.Guarantees.Tests;

/// <summary>Ten processes of one service over one store, of which some are caught and killed.</summary>
internal sealed class Replicas : IDisposable
{
    public const int Count = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private readonly ProcessRun?[] _runs;
    private readonly string _folder;

    private Replicas(ProcessRun[] runs, string folder) => (_runs, _folder) = (runs, folder);

    /// <summary>Starts all of them, with traps set before.</summary>
    public static async Task<Replicas> StartAsync(StoreAddress address, string folder, params string[] traps)
    {
        Directory.CreateDirectory(folder);
        Array.ForEach(traps, step => Traps.Set(folder, step));
        ProcessRun[] runs =
            await Task.WhenAll(Enumerable.Range(0, Count).Select(i => ProcessRun.ReplicateAsync(address, folder, i)));
        Array.ForEach(runs, run => run.Go());
        return new Replicas(runs, folder);
    }

    public void Set(string trap) => Traps.Set(_folder, trap);

    /// <summary>Waits until one of them is caught at a step, where it stays.</summary>
    public async Task<int> CaughtAsync(string step)
    {
        int? caught = null;
        await UntilAsync(() => Task.FromResult((caught = Traps.Take(_folder, step)) is not null), $"one is caught at '{step}'");
        return caught!.Value;
    }

    /// <summary>Waits until those that live did something once more, from its beginning to its end.</summary>
    public async Task DoneAsync(string step)
    {
        // The second time that it begins, the first has ended; the third time, also if another process began it at the same time.
        for (int i = 0; i < 3; i++)
        {
            Set(step);
            await CaughtAsync(step);
        }
    }

    /// <summary>Kills one of them (SIGKILL).</summary>
    public async Task KillAsync(int process)
    {
        await _runs[process]!.KillAsync();
        _runs[process]!.Dispose();
        _runs[process] = null;
    }

    /// <summary>Lets one that lives lose an event of an objective.</summary>
    public void Lose(string objective) => Array.Find(_runs, run => run is not null)!.Say(objective);

    /// <summary>Waits for a state of the store.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(Pace, TimeProvider.System);
        try
        {
            while (!await holds())
            {
                await timer.WaitForNextTickAsync(patience.Token);
            }
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"It did not come to this within {Patience.TotalSeconds} seconds: {what}.");
        }
    }

    public void Dispose() => Array.ForEach(_runs, run => run?.Dispose());
}
