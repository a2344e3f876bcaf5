using System.Globalization;
using Reliability.TestServers.Internal;

namespace Reliability.TestServers;

/// <summary>A private Redis on a free loopback port. It ends with this process at the latest.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly RedisServerOptions _options;
    private readonly PortLease _port = new();
    private readonly TempFolder _folder;
    private ServerProcess? _process;

    private RedisServer(RedisServerOptions options, TempFolder folder)
    {
        _options = options;
        _folder = folder;
    }

    /// <summary>127.0.0.1.</summary>
    public string Host { get; } = "127.0.0.1";

    /// <summary>The port, kept over restarts.</summary>
    public int Port => _port.Port;

    /// <summary>The password, if the options named one.</summary>
    public string? Password => _options.Password;

    /// <summary>For StackExchange.Redis.</summary>
    public string ConnectionString => $"{Host}:{Port}" + (Password is null ? "" : $",password={Password}");

    /// <summary>Whether the process lives.</summary>
    public bool IsRunning => _process is { IsRunning: true };

    /// <summary>Starts a server and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException"><c>redis-server</c> is not installed, or did not come up.</exception>
    public static async Task<RedisServer> StartAsync(RedisServerOptions? options = null)
    {
        string program = Binaries.RedisServer;
        var server = new RedisServer(options ?? new RedisServerOptions(), await TempFolder.CreateAsync());
        try
        {
            await server.LaunchAsync(program);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Sends one command over a connection of its own. A list is returned a line an item, nothing as an empty text; an error is
    /// thrown with the server's words.
    /// </summary>
    /// <exception cref="InvalidOperationException">The server answered with an error.</exception>
    public async Task<string> CommandAsync(params string[] command) => (await SendAsync(command)).ToString();

    /// <summary>Ends the server at once (SIGKILL).</summary>
    public Task KillAsync() => _process?.KillAsync() ?? Task.CompletedTask;

    /// <summary>Kills the server if it runs, and starts it again on the same port and folder.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        await LaunchAsync(Binaries.RedisServer);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Dispose();
        _port.Dispose();
    }

    internal async Task<RespReply> SendAsync(params string[] command)
    {
        await using RespConnection connection = await RespConnection.OpenAsync(Host, Port, Password);
        return await connection.SendAsync(command);
    }

    private async Task LaunchAsync(string program) =>
        _process = await ServerProcess.StartAsync(
            program, Arguments(), _folder.Path, user: null, async () => await CommandAsync("PING") == "PONG");

    private IEnumerable<string> Arguments()
    {
        List<string> arguments =
        [
            "--bind", Host,
            "--port", Port.ToString(CultureInfo.InvariantCulture),
            "--dir", _folder.Path,
            "--save", "",
        ];
        if (_options.Persistence != RedisPersistence.None)
        {
            string sync = _options.Persistence == RedisPersistence.AppendOnlyAlways ? "always" : "everysec";
            arguments.AddRange(["--appendonly", "yes", "--appendfsync", sync]);
        }

        if (Password is not null)
        {
            arguments.AddRange(["--requirepass", Password, "--masterauth", Password]);
        }

        if (_options.MaxMemoryBytes is { } bytes)
        {
            arguments.AddRange(["--maxmemory", bytes.ToString(CultureInfo.InvariantCulture), "--maxmemory-policy", "noeviction"]);
        }

        return arguments.Concat(_options.ExtraArguments);
    }
}
