using Npgsql;
using Reliability.Storage.Postgres.Internal;
using Reliability.TestServers;
using Reliability.Trends;

namespace Reliability.Storage.Postgres.Tests;

/// <summary>What a reader of raw values says of a server or a table that it cannot use, and that it uses an index.</summary>
public sealed class RawMetricFaultTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly MetricDefinition Metric = new("m7") { Service = "s3" };

    /// <summary>The rows of one metric in the days are a small part of the table.</summary>
    [Fact]
    public async Task An_index_on_service_metric_and_timestamp_finds_the_rows()
    {
        await using RawTable table = await RawTable.CreateAsync();
        await table.RunAsync($"""
            INSERT INTO {table.Name}
            SELECT 's' || n % 10, 'm' || n / 10 % 20, timestamptz '2026-03-02 00:00Z' - interval '1 minute' * (n / 200), n
            FROM generate_series(1, 300000) AS n;
            CREATE INDEX ON {table.Name} (service, metric, "timestamp");
            ANALYZE {table.Name}
            """);
        var sql = new RawMetricSql(table.Options);
        DateTime[] starts = [Midnight.AddDays(-1).UtcDateTime];
        string plan = await PlanAsync(sql.Buckets, "m7", "s3", starts[0], Midnight.UtcDateTime, starts);
        plan.Should().Contain("Index").And.Contain("Index Cond").And.NotContain("Seq Scan");
        foreach (string condition in (string[])["service = ", "metric = ", "\"timestamp\" >= ", "\"timestamp\" < "])
        {
            plan.Split('\n').Should().Contain(line => line.Contains("Index Cond") && line.Contains(condition));
        }

        (await PlanAsync(sql.WithoutTime, "m7", "s3")).Should().Contain("IS NULL").And.Contain("Index").And.NotContain("Seq Scan");
        (await PlanAsync(sql.Exists, "m7", "s3")).Should().Contain("Index").And.NotContain("Seq Scan");
        (await PlanAsync(sql.MetricNames, "s3")).Should().Contain("Index").And.NotContain("Seq Scan");
    }

    [Fact]
    public async Task A_missing_table_or_column_and_a_wrong_type_are_named()
    {
        await using RawTable table = await RawTable.CreateAsync();
        (await FaultAsync(table, options => options.Table = "metric")).Should().Contain("\"metric\"").And.Contain("does not exist");
        (await FaultAsync(table, options => options.Schema = "nobody"))
            .Should().Contain("\"nobody\".\"metrics\"").And.Contain("does not exist");
        (await FaultAsync(table, options => options.ValueColumn = "amount")).Should().Contain("lacks a column").And.Contain("\"amount\"");
        (await FaultAsync(table, options => options.MetricColumn = "value")).Should().Contain("another type");
        (await FaultAsync(table, options => options.ValueColumn = "timestamp")).Should().Contain("another type");
        (await FaultAsync(table, options => options.ConnectionString += ";Database=nobody"))
            .Should().Contain("database that does not exist");
    }

    [Fact]
    public async Task A_role_that_may_not_read_the_table_learns_which_right_it_lacks()
    {
        await using RawTable table = await RawTable.CreateAsync();
        string role = $"role_{Guid.NewGuid():N}";
        await table.RunAsync($"CREATE ROLE {role} LOGIN PASSWORD 'secret'");
        string own = new NpgsqlConnectionStringBuilder(table.Options.ConnectionString)
        {
            Username = role,
            Password = "secret",
        }.ConnectionString;
        (await FaultAsync(table, options => options.ConnectionString = own)).Should().Contain("GRANT SELECT").And.NotContain("secret");

        await table.RunAsync($"GRANT USAGE ON SCHEMA {table.Options.Schema} TO {role}; GRANT SELECT ON {table.Name} TO {role}");
        table.Options.ConnectionString = own;
        await using RawMetricReader reader = table.Open();
        (await reader.ReadAsync(Metric)).Points.Should().BeEmpty("the right to read is all that is needed");
    }

    [Fact]
    public async Task A_statement_that_takes_too_long_fails_and_a_canceled_one_ends_on_the_server()
    {
        await using RawTable table = await RawTable.CreateAsync(options => options.CommandTimeout = TimeSpan.FromSeconds(1));
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(await Database.ConnectionStringAsync());
        await using NpgsqlConnection other = await source.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await other.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand($"LOCK TABLE {table.Name}", other))
        {
            await hold.ExecuteNonQueryAsync();
        }

        await using RawMetricReader reader = table.Open();
        Func<Task> wait = async () => await reader.ReadAsync(Metric);
        StoreException fault = (await wait.Should().ThrowAsync<StoreException>()).Which;
        fault.Message.Should().Contain("in time").And.Contain("CommandTimeout").And.Contain("\"service\", \"metric\", \"timestamp\"");
        fault.IsTransient.Should().BeTrue();

        using var canceled = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        Func<Task> cancel = async () => await reader.ReadAsync(Metric, cancellationToken: canceled.Token);
        await cancel.Should().ThrowAsync<OperationCanceledException>();
        await transaction.RollbackAsync();
        (await reader.ReadAsync(Metric)).Points.Should().BeEmpty("the connections are usable again");
    }

    [Fact]
    public async Task Connections_that_a_restart_broke_are_replaced()
    {
        await using RawTable table = await RawTable.CreateAsync();
        PostgresServer server = await SharedServers.PostgresAsync();
        await using TcpProxy proxy = await TcpProxy.StartAsync(server.Host, server.Port);
        table.Options.ConnectionString = new NpgsqlConnectionStringBuilder(table.Options.ConnectionString)
        {
            Host = proxy.Host,
            Port = proxy.Port,
        }.ConnectionString;
        await using RawMetricReader reader = table.Open();
        await reader.ReadAsync(Metric);
        proxy.CutAll();
        (await reader.ReadAsync(Metric)).Points.Should().BeEmpty();

        proxy.Refuse();
        proxy.CutAll();
        Func<Task> read = async () => await reader.ReadAsync(Metric);
        (await read.Should().ThrowAsync<StoreException>()).Which.IsTransient.Should().BeTrue();
    }

    [Fact]
    public async Task A_data_source_of_the_application_is_used_and_stays_open()
    {
        await using RawTable table = await RawTable.CreateAsync();
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(table.Options.ConnectionString!);
        (table.Options.ConnectionString, table.Options.DataSource) = (null, source);
        RawMetricReader reader = table.Open();
        await reader.ReadAsync(Metric);
        await reader.DisposeAsync();
        await using NpgsqlCommand command = source.CreateCommand("SELECT 1");
        (await command.ExecuteScalarAsync()).Should().Be(1);
    }

    [Fact]
    public void Options_that_are_not_valid_are_named()
    {
        RawMetricReaderOptions Valid() => new() { ConnectionString = "Host=db" };
        (Action<RawMetricReaderOptions> Change, string Fault)[] cases =
        [
            (options => options.ConnectionString = null, "*ConnectionString or DataSource must be set*"),
            (options => options.ConnectionString = "Hots=db", "*ConnectionString is not a connection string*"),
            (options => options.Schema = "", "*Schema must be a name of 1 to 63 bytes of UTF-8; it is empty*"),
            (options => options.Table = null!, "*Table must be*null*"),
            (options => options.ServiceColumn = "a\0", "*ServiceColumn must be*"),
            (options => options.MetricColumn = "\ud800", "*MetricColumn must be*"),
            (options => options.TimestampColumn = new string('é', 32), "*TimestampColumn must be*"),
            (options => options.ValueColumn = new string('v', 64), "*ValueColumn must be*"),
            (options => options.CommandTimeout = TimeSpan.Zero, "*CommandTimeout must be from 00:00:01 to 01:00:00*"),
        ];
        foreach ((Action<RawMetricReaderOptions> change, string fault) in cases)
        {
            RawMetricReaderOptions options = Valid();
            change(options);
            FluentActions.Invoking(() => new RawMetricReader(options)).Should().Throw<ArgumentException>().WithMessage(fault);
        }

        using var reader = new RawMetricReader(Valid());
    }

    private static async Task<string> PlanAsync(string sql, params object[] parameters)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(await Database.ConnectionStringAsync());
        await using NpgsqlCommand command = source.CreateCommand($"EXPLAIN {sql}");
        command.Parameters.AddRange(Array.ConvertAll(parameters, one => new NpgsqlParameter { Value = one }));
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync();
        List<string> lines = [];
        while (await rows.ReadAsync())
        {
            lines.Add(rows.GetString(0));
        }

        return string.Join('\n', lines);
    }

    private static async Task<string> FaultAsync(RawTable table, Action<RawMetricReaderOptions> change)
    {
        RawMetricReaderOptions options = table.Options.Copy();
        change(options);
        await using var reader = new RawMetricReader(options);
        Func<Task> read = async () => await reader.ReadAsync(Metric);
        return (await read.Should().ThrowAsync<StoreException>()).Which.Message;
    }
}
