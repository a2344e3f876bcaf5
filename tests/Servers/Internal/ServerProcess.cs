using System.Diagnostics;

namespace Reliability.TestServers.Internal;

/// <summary>A running server of ours; the end of its output is kept for error messages.</summary>
internal sealed class ServerProcess
{
    private const int KeptLines = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string _name;
    private readonly Process _process;
    private readonly Queue<string> _tail = new();
    private readonly Task _end;

    private ServerProcess(string name, Process process)
    {
        _name = name;
        _process = process;
        AppDomain.CurrentDomain.ProcessExit += Kill;
        // The output ends when the children that share it have ended too.
        _end = Task.WhenAll(process.WaitForExitAsync(), KeepTailAsync(process.StandardOutput), KeepTailAsync(process.StandardError));
    }

    public bool IsRunning => !_process.HasExited;

    /// <summary>Starts the server and waits until <paramref name="ready"/> says so.</summary>
    public static async Task<ServerProcess> StartAsync(
        string program, IEnumerable<string> arguments, string folder, string? user, Func<Task<bool>> ready)
    {
        var server = new ServerProcess(Path.GetFileName(program), await Launcher.StartAsync(program, arguments, folder, user));
        try
        {
            await Poll.UntilAsync(ready, server.Failure, server._end);
        }
        catch
        {
            await server.KillAsync();
            throw;
        }

        return server;
    }

    /// <summary>SIGKILL to the server and its children, and waits for their end.</summary>
    public async Task KillAsync()
    {
        Kill(null, EventArgs.Empty);
        await WaitForEndAsync();
    }

    public async Task WaitForEndAsync()
    {
        await _end.WaitAsync(Patience);
        AppDomain.CurrentDomain.ProcessExit -= Kill;
    }

    private void Kill(object? sender, EventArgs e) => _process.Kill(entireProcessTree: true);

    private string Failure()
    {
        lock (_tail)
        {
            string state = _end.IsCompleted ? $"ended with {_process.ExitCode}" : "does not answer";
            return $"{_name} {state}. The end of its output:{Environment.NewLine}{string.Join(Environment.NewLine, _tail)}";
        }
    }

    private async Task KeepTailAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            lock (_tail)
            {
                _tail.Enqueue(line);
                if (_tail.Count > KeptLines)
                {
                    _tail.Dequeue();
                }
            }
        }
    }
}
