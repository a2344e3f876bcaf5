using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Reliability.Chaos.Tests;

/// <summary>A process of a service; see <c>Guarantees.Service</c>.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private const int SigKill = 9;
    private const int SigCont = 18;
    private const int SigStop = 19;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Process _process;
    private readonly string _journal;
    private readonly string _deliveries;

    private ServiceProcess(
        Process process,
        string journal,
        string deliveries) => (_process, _journal, _deliveries) = (process, journal, deliveries);

    public static ServiceProcess Start(string store, string service, string name, string folder)
    {
        string configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string journal = Path.Combine(folder, $"{name}.journal");
        string deliveries = Path.Combine(folder, $"{name}.deliveries");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true };
        foreach (string argument in (string[])
            [
                Path.Combine(AppContext.BaseDirectory, "../../Guarantees.Service", configuration, "Guarantees.Service.dll"),
                store, service, name, journal, deliveries,
            ])
        {
            start.ArgumentList.Add(argument);
        }

        return new ServiceProcess(Process.Start(start)!, journal, deliveries);
    }

    /// <summary>Whether it has recorded anything yet.</summary>
    public bool IsWorking => Reached("recorded") > 0;

    public void Suspend() => Signal(SigStop);

    public void Resume() => Signal(SigCont);

    public async Task KillAsync()
    {
        WasKilled = true;
        Signal(SigKill);
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>Stops it in good order.</summary>
    public async Task StopAsync()
    {
        await _process.StandardInput.WriteLineAsync("stop");
        await _process.StandardInput.FlushAsync();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.ExitCode.Should().Be(0);
        LinesOf(_journal).Should().Contain("stopped");
    }

    /// <summary>How far it last said to be in a step.</summary>
    public long Reached(string step) =>
        LinesOf(_journal).Where(line => line.StartsWith(step + ' ', StringComparison.Ordinal))
            .Select(line => long.Parse(line[(step.Length + 1)..], provider: null))
            .LastOrDefault();

    public bool HasStopped => LinesOf(_journal).Contains("stopped");

    public bool WasKilled { get; private set; }

    /// <summary>
    /// The notifications that it delivered, and whether it then stored that it did; one can be among them several times. It stored that if
    /// it next stored, under the same token, that nothing of the objective is to be delivered; under another token it stored what another
    /// process did in the meantime.
    /// </summary>
    public IReadOnlyList<(string Alert, bool IsStored)> Deliveries
    {
        get
        {
            List<(string, bool)> deliveries = [];
            Dictionary<string, string> tokens = new(StringComparer.Ordinal);
            Dictionary<string, int> latest = new(StringComparer.Ordinal);
            foreach (string line in LinesOf(_deliveries))
            {
                switch (line.Split(' '))
                {
                    case ["told", var service, var slo, var kind, var id]:
                        latest[slo] = deliveries.Count;
                        deliveries.Add(($"{service} {slo} {kind} {id}", false));
                        break;
                    case [var state, var slo, var token]:
                        if (latest.Remove(slo, out int last) && state == "stored" && tokens.GetValueOrDefault(slo) == token)
                        {
                            deliveries[last] = (deliveries[last].Item1, true);
                        }

                        tokens[slo] = token;
                        break;
                }
            }

            return deliveries;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Signal(SigCont);
            _process.Kill();
        }

        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int pid, int signal);

    private void Signal(int signal)
    {
        if (!_process.HasExited)
        {
            _ = Kill(_process.Id, signal); // it may have ended meanwhile
        }
    }

    /// <summary>Whole lines alone: the last one may be under way.</summary>
    private static string[] LinesOf(string file)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        string text = reader.ReadToEnd();
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
