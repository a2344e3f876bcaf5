using System.Globalization;
using System.Security.Cryptography;
using Reliability.TestServers.Internal;

namespace Reliability.TestServers;

/// <summary>
/// A private PostgreSQL on a free loopback port, UTF-8 and locale C, whose superuser needs a password (SCRAM). It ends with this
/// process at the latest.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string DefaultDatabase = "postgres";

    // The server refuses to run as root.
    private static readonly string? ServerUser = Environment.IsPrivilegedProcess ? "postgres" : null;

    private readonly PostgresServerOptions _options;
    private readonly PortLease _port = new();
    private readonly TempFolder _folder;
    private readonly string _programs;
    private ServerProcess? _process;

    private PostgresServer(PostgresServerOptions options, string programs, TempFolder folder)
    {
        _options = options;
        _programs = programs;
        _folder = folder;
    }

    /// <summary>127.0.0.1.</summary>
    public string Host { get; } = "127.0.0.1";

    /// <summary>The port, kept over restarts.</summary>
    public int Port => _port.Port;

    /// <summary>The superuser.</summary>
    public string Username { get; } = "postgres";

    /// <summary>The superuser's password.</summary>
    public string Password { get; } = RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <summary>For Npgsql: the superuser in the database <c>postgres</c>.</summary>
    public string ConnectionString => ConnectionStringTo(DefaultDatabase);

    /// <summary>Whether the server lives.</summary>
    public bool IsRunning => _process is { IsRunning: true };

    private string DataFolder => _folder.Combine("data");

    private string PortText => Port.ToString(CultureInfo.InvariantCulture);

    /// <summary>Creates a database cluster, starts its server and waits until it accepts connections.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or did not come up.</exception>
    public static async Task<PostgresServer> StartAsync(PostgresServerOptions? options = null)
    {
        string programs = Binaries.PostgresFolder;
        var server = new PostgresServer(options ?? new PostgresServerOptions(), programs, await TempFolder.CreateAsync(ServerUser));
        try
        {
            await server.InitializeAsync();
            await server.LaunchAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>For Npgsql: the superuser in <paramref name="database"/>.</summary>
    public string ConnectionStringTo(string database) =>
        $"Host={Host};Port={Port};Username={Username};Password={Password};Database={database}";

    /// <summary>Creates a database and returns a connection string to it.</summary>
    public async Task<string> CreateDatabaseAsync(string name)
    {
        await SqlAsync($"CREATE DATABASE \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        return ConnectionStringTo(name);
    }

    /// <summary>Runs statements with psql and returns what they select: a line a row, columns divided by <c>|</c>.</summary>
    /// <exception cref="InvalidOperationException">A statement failed; the text is the server's.</exception>
    public Task<string> SqlAsync(string sql, string database = DefaultDatabase) =>
        Tool.RunAsync(
            Program("psql"),
            [
                "--host", _folder.Path, "--port", PortText, "--username", Username, "--dbname", database, "--no-psqlrc",
                "--quiet", "--tuples-only", "--no-align", "--set", "ON_ERROR_STOP=1", "--set", "VERBOSITY=verbose", "--file", "-",
            ],
            input: sql,
            password: Password);

    /// <summary>Ends the server and all its children at once (SIGKILL).</summary>
    public Task KillAsync() => _process?.KillAsync() ?? Task.CompletedTask;

    /// <summary>Kills the server if it runs, and starts it again on the same port and data.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        await LaunchAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            await StopAsync();
        }

        await RemoveSharedMemoryAsync();
        _folder.Dispose();
        _port.Dispose();
    }

    private string Program(string name) => Path.Combine(_programs, name);

    private async Task InitializeAsync()
    {
        string passwordFile = _folder.Combine("password");
        await File.WriteAllTextAsync(passwordFile, Password);
        await Tool.RunAsync(
            Program("initdb"),
            [
                "--pgdata", DataFolder, "--username", Username, "--pwfile", passwordFile, "--auth", "scram-sha-256",
                "--encoding", "UTF8", "--locale", "C", "--no-sync", "--no-instructions",
            ],
            _folder.Path,
            ServerUser);
    }

    private async Task LaunchAsync()
    {
        string[] speed = _options.Fsync ? [] : ["fsync=off", "full_page_writes=off"];
        string[] settings =
        [
            $"listen_addresses={Host}",
            $"port={PortText}",
            $"unix_socket_directories={_folder.Path}",
            // Files of the data folder: a killed server leaves nothing in /dev/shm.
            "dynamic_shared_memory_type=mmap",
            .. speed,
            .. _options.Settings,
        ];
        _process = await ServerProcess.StartAsync(
            Program("postgres"),
            ["-D", DataFolder, .. settings.SelectMany(setting => new[] { "-c", setting })],
            _folder.Path,
            ServerUser,
            AcceptsConnectionsAsync);
    }

    private async Task<bool> AcceptsConnectionsAsync()
    {
        await Tool.RunAsync(Program("pg_isready"), ["--quiet", "--host", _folder.Path, "--port", PortText]);
        return true;
    }

    /// <summary>In contrast to SIGKILL, an immediate shutdown gives the shared memory back.</summary>
    private async Task StopAsync()
    {
        await Tool.RunAsync(Program("pg_ctl"), ["stop", "--no-wait", "--mode", "immediate", "--pgdata", DataFolder], user: ServerUser);
        await _process!.WaitForEndAsync();
    }

    /// <summary>A killed server leaves its segment, and the file that names it in its seventh line: "key id".</summary>
    private async Task RemoveSharedMemoryAsync()
    {
        string lockFile = Path.Combine(DataFolder, "postmaster.pid");
        if (File.Exists(lockFile) && (await File.ReadAllLinesAsync(lockFile)).ElementAtOrDefault(6) is { } segment)
        {
            await Tool.RunAsync("ipcrm", ["--shmem-id", segment.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]]);
        }
    }
}
