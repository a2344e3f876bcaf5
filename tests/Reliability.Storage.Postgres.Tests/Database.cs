using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Reliability.TestServers;

namespace Reliability.Storage.Postgres.Tests;

/// <summary>The server that all tests share. Each test keeps to a schema of its own.</summary>
internal static class Database
{
    public static async Task<string> ConnectionStringAsync() =>
        (await SharedServers.PostgresAsync()).ConnectionString + ";Maximum Pool Size=10";

    /// <summary>The schema for a namespace, or one that nobody has.</summary>
    public static string Schema(string? storeNamespace = null) =>
        "t_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(storeNamespace ?? Guid.NewGuid().ToString())))[..32];

    public static async Task<PostgresStore> OpenAsync(string schema, Action<PostgresStoreOptions>? configure = null)
    {
        var options = new PostgresStoreOptions { ConnectionString = await ConnectionStringAsync(), Schema = schema };
        configure?.Invoke(options);
        return new PostgresStore(options);
    }

    /// <summary>Runs a statement as the superuser and returns its rows, columns divided by <c>|</c>.</summary>
    public static async Task<string[]> SqlAsync(string sql) => await SqlAsync(await ConnectionStringAsync(), sql);

    /// <summary>Runs a statement and returns its rows, columns divided by <c>|</c>.</summary>
    public static async Task<string[]> SqlAsync(string connectionString, string sql)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync();
        List<string> result = [];
        do
        {
            while (await rows.ReadAsync())
            {
                result.Add(string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(i => FormattableString.Invariant($"{rows[i]}"))));
            }
        }
        while (await rows.NextResultAsync());

        return [.. result];
    }

    /// <summary>How many commands the driver sends for a piece of work. A command of one statement is one round trip.</summary>
    public static async Task<int> CommandsAsync(Func<Task> work)
    {
        int commands = 0;
        using var own = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == own.TraceId && activity.GetTagItem("db.query.text") is not null)
                {
                    Interlocked.Increment(ref commands);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await work();
        return commands;
    }
}
