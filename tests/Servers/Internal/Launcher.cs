using System.Collections.Concurrent;
using System.Diagnostics;

namespace Reliability.TestServers.Internal;

/// <summary>
/// Starts every process, to die with this one. All of them come from one thread that never ends: the kernel sends the
/// parent-death signal when the thread that forked ends, and a thread of the pool may end at any time.
/// </summary>
internal static class Launcher
{
    private static readonly BlockingCollection<Action> Requests = [];

    static Launcher() => new Thread(Run) { IsBackground = true, Name = "Test server launcher" }.Start();

    /// <summary>Starts a program with its streams redirected, as <paramref name="user"/> if one is named.</summary>
    public static Task<Process> StartAsync(
        string program,
        IEnumerable<string> arguments,
        string folder,
        string? user,
        string? password = null)
    {
        // setpriv runs as that user already: a change of user clears the signal.
        string[] command = Binaries.SetPriv is { } setpriv
            ? [setpriv, "--pdeathsig", "KILL", "--", program, .. arguments]
            : [program, .. arguments];
        var info = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (user is not null)
        {
            info.UserName = user;
        }

        foreach (string name in info.Environment.Keys.Where(n => n.StartsWith("PG", StringComparison.Ordinal)).ToArray())
        {
            info.Environment.Remove(name);
        }

        info.Environment["LC_ALL"] = "C";
        info.Environment["PGPASSWORD"] = password;
        return StartAsync(info);
    }

    private static Task<Process> StartAsync(ProcessStartInfo info)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(info)!);
            }
            catch (Exception e)
            {
                started.SetException(e);
            }
        });
        return started.Task;
    }

    private static void Run()
    {
        foreach (Action request in Requests.GetConsumingEnumerable())
        {
            request();
        }
    }
}
