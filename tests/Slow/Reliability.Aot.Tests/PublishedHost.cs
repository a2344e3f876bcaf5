using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Reliability.Tests.Shared;

namespace Reliability.Aot.Tests;

/// <summary>The host of tests/Aot, published with Native AOT once for all tests, and started as a process.</summary>
public sealed partial class PublishedHost : IAsyncLifetime, IDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("reliability-aot-");
    private readonly StringBuilder _log = new();
    private Process? _process;

    /// <summary>What the SDK printed when it published the host.</summary>
    public string PublishOutput { get; private set; } = "";

    public int PublishExitCode { get; private set; } = -1;

    public string Executable => Path.Combine(_folder.FullName, "bin", "Reliability.Aot.Host");

    /// <summary>The time from the start of the process to its first answer over HTTP.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>Calls the running host.</summary>
    public HttpClient Client { get; private set; } = new();

    /// <summary>What the host has logged so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    public async Task InitializeAsync()
    {
        await PublishAsync();
        if (PublishExitCode == 0)
        {
            await StartAsync(Path.Combine(_folder.FullName, "reliability.db"), "sqlite");
        }
    }

    /// <summary>Starts the host on a store, after an earlier process has stopped.</summary>
    /// <param name="database">The path of the database, or how to connect to the server.</param>
    /// <param name="store">The store: sqlite, postgres or redis.</param>
    public async Task StartAsync(string database, string store)
    {
        lock (_log)
        {
            _log.Clear();
        }

        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process?.Dispose();
        _process = new Process { StartInfo = StartOf(Executable, _folder.FullName, database, "http://127.0.0.1:0", store) };
        _process.OutputDataReceived += (_, line) => Hear(line.Data, listening);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data, listening);
        var watch = Stopwatch.StartNew();
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _ = _process.WaitForExitAsync().ContinueWith(
            _ => listening.TrySetException(new InvalidOperationException($"The host ended before it listened:\n{Log}")),
            TaskScheduler.Default);
        Client.Dispose();
        Client = new HttpClient { Timeout = Patience, BaseAddress = await listening.Task.WaitAsync(Patience) };
        using HttpResponseMessage first = await Client.GetAsync(new Uri("reliability/health", UriKind.Relative));
        StartTime = watch.Elapsed;
        first.EnsureSuccessStatusCode();
    }

    /// <summary>Asks the process to stop, as a container does, and returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        Kill(_process!.Id, SigTerm).Should().Be(0, "the host runs until it is asked to stop");
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public Task DisposeAsync()
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
        _process = null;
        Client.Dispose();
        if (_folder.Exists)
        {
            _folder.Delete(recursive: true);
            _folder.Refresh();
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int pid, int signal);

    private static ProcessStartInfo StartOf(string program, string folder, params string[] arguments) => new(program, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = folder,
    };

    private async Task PublishAsync()
    {
        string[] arguments =
        [
            // What the solution restored: a restore for one runtime would rewrite the lock files of the libraries.
            "publish", "tests/Aot/Reliability.Aot.Host/Reliability.Aot.Host.csproj", "--configuration", "Release", "--no-restore",
            "--runtime", RuntimeInformation.RuntimeIdentifier, "--output", Path.Combine(_folder.FullName, "bin"),
            // A folder of its own: what an earlier run compiled would be taken over without its warnings.
            $"-p:NativeIntermediateOutputPath={Path.Combine(_folder.FullName, "native")}{Path.DirectorySeparatorChar}",
            "-nodeReuse:false", "-p:UseSharedCompilation=false",
        ];
        using Process publish = Process.Start(StartOf("dotnet", RepositoryRoot.Path, arguments))!;
        Task<string> errors = publish.StandardError.ReadToEndAsync();
        PublishOutput = await publish.StandardOutput.ReadToEndAsync() + await errors;
        await publish.WaitForExitAsync();
        PublishExitCode = publish.ExitCode;
    }

    private void Hear(string? line, TaskCompletionSource<Uri> listening)
    {
        if (line is null)
        {
            return;
        }

        lock (_log)
        {
            _log.AppendLine(CultureInfo.InvariantCulture, $"{line}");
        }

        if (ListeningOn().Match(line) is { Success: true } match)
        {
            listening.TrySetResult(new Uri(match.Groups[1].Value + '/'));
        }
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex ListeningOn();
}
