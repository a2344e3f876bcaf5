using Npgsql;
using Reliability.Storage.Postgres.Internal;

namespace Reliability.Storage.Postgres.Tests;

/// <summary>A table of raw values in a schema of its own, as a team has it.</summary>
internal sealed class RawTable : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;

    private RawTable(NpgsqlDataSource source, RawMetricReaderOptions options)
    {
        _source = source;
        Options = options;
    }

    public RawMetricReaderOptions Options { get; }

    public string Name => $"{Identifier.Quote(Options.Schema)}.{Identifier.Quote(Options.Table)}";

    /// <summary>Creates a table.</summary>
    /// <param name="configure">Sets other names.</param>
    /// <param name="types">The types of the service, the metric, the timestamp and the value.</param>
    public static async Task<RawTable> CreateAsync(
        Action<RawMetricReaderOptions>? configure = null,
        (string Text, string Time, string Value)? types = null)
    {
        var options = new RawMetricReaderOptions
        {
            ConnectionString = await Database.ConnectionStringAsync(),
            Schema = Database.Schema(),
        };
        configure?.Invoke(options);
        (string text, string time, string value) = types ?? ("text", "timestamptz", "double precision");
        var table = new RawTable(NpgsqlDataSource.Create(await Database.ConnectionStringAsync()), options);
        string service = options.ServiceColumn is { } column ? $"{Identifier.Quote(column)} {text}," : string.Empty;
        await table.RunAsync($"""
            CREATE SCHEMA {Identifier.Quote(options.Schema)};
            CREATE TABLE {table.Name} ({service} {Identifier.Quote(options.MetricColumn)} {text},
                {Identifier.Quote(options.TimestampColumn)} {time}, {Identifier.Quote(options.ValueColumn)} {value})
            """);
        return table;
    }

    public RawMetricReader Open(TimeProvider? timeProvider = null) => new(Options, timeProvider);

    public async Task RunAsync(string sql)
    {
        await using NpgsqlCommand command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Adds one row. The service is left out if the table has none.</summary>
    public async Task AddAsync(string service, string metric, DateTimeOffset? at, double? value)
    {
        bool hasService = Options.ServiceColumn is not null;
        await using NpgsqlCommand command = _source.CreateCommand(
            hasService ? $"INSERT INTO {Name} VALUES ($1, $2, $3, $4)" : $"INSERT INTO {Name} VALUES ($1, $2, $3)");
        object?[] values = [.. hasService ? (object?[])[service] : [], metric, at?.UtcDateTime, value];
        command.Parameters.AddRange(Array.ConvertAll(values, one => new NpgsqlParameter { Value = one ?? DBNull.Value }));
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
