using System.Diagnostics;

namespace Reliability.Guarantees.Tests;

/// <summary>A process of its own: a program that records, or a host; see <c>Program</c> of both.</summary>
internal sealed class ProcessRun : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private const string Recorder = "Guarantees.Recorder";
    private const string Service = "Guarantees.Service";

    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly Dictionary<string, long> _reached = new(StringComparer.Ordinal);
    private string? _last;

    private ProcessRun(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts a process that records, and waits until its store is open.</summary>
    public static Task<ProcessRun> RecordAsync(StoreAddress store, long events) => StartAsync(Recorder, "record", store, events);

    /// <summary>
    /// Starts a process that imports so many more lines at most, where it waits to be killed, and waits until its store is open.
    /// </summary>
    public static Task<ProcessRun> ImportToBeKilledAsync(
        StoreAddress store,
        long lines,
        string source,
        long most) => StartAsync(Recorder, "import", store, lines, source, most);

    /// <summary>Starts a process that imports, and waits until its store is open.</summary>
    public static Task<ProcessRun> ImportAsync(StoreAddress store, long lines, string source) =>
        StartAsync(Recorder, "import", store, lines, source);

    /// <summary>Starts a process that enrolls units, and waits until its store is open.</summary>
    public static Task<ProcessRun> EnrollAsync(
        StoreAddress store,
        int units,
        int process,
        long rounds) => StartAsync(Recorder, "enroll", store, units, process, rounds);

    /// <summary>Starts a host, and waits until it can begin; see <see cref="Replica"/>.</summary>
    public static Task<ProcessRun> ReplicateAsync(StoreAddress store, string folder, int process) =>
        StartAsync(Service, "replica", store, folder, process);

    /// <summary>Lets it begin.</summary>
    public void Go() => Say("go");

    /// <summary>Gives it a line of input.</summary>
    public void Say(string line) => _process.StandardInput.WriteLine(line);

    /// <summary>Waits until it says that it came this far or further in a step, and returns how far it is.</summary>
    public async Task<long> ReachAsync(string step, long number = 0)
    {
        while (!_reached.TryGetValue(step, out long reached) || reached < number)
        {
            if (await ReadAsync() is null)
            {
                throw new InvalidOperationException(
                    $"The process ended before '{step} {number}'; the last it said was '{_last}'. {await _errors}");
            }
        }

        return _reached[step];
    }

    /// <summary>Kills it (SIGKILL), and returns how far it last said to be in each step.</summary>
    public async Task<IReadOnlyDictionary<string, long>> KillAsync()
    {
        _process.Kill();
        await ReadToEndAsync();
        return _reached;
    }

    /// <summary>Waits until it has ended in good order, and returns how far it came in each step.</summary>
    public async Task<IReadOnlyDictionary<string, long>> EndAsync()
    {
        await ReadToEndAsync();
        _last.Should().Be("end", await _errors);
        _process.ExitCode.Should().Be(0);
        return _reached;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static async Task<ProcessRun> StartAsync(string name, params object[] arguments)
    {
        string configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string program = Path.Combine(AppContext.BaseDirectory, "../..", name, configuration, $"{name}.dll");
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(program);
        foreach (object argument in arguments)
        {
            start.ArgumentList.Add(argument.ToString()!);
        }

        var run = new ProcessRun(Process.Start(start)!);
        (await run.ReadAsync()).Should().Be("ready", "{0}", run._process.HasExited ? await run._errors : "it lives");
        return run;
    }

    private async Task ReadToEndAsync()
    {
        while (await ReadAsync() is not null)
        {
            // Until the last line.
        }

        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    private async Task<string?> ReadAsync()
    {
        string? line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        if (line?.Split(' ') is [var step, var number])
        {
            _reached[step] = long.Parse(number, provider: null);
        }

        _last = line ?? _last;
        return line;
    }
}
