using Npgsql;

namespace Reliability.Storage.Postgres.Tests;

/// <summary>A flush finds its rows by their keys, whatever the server knows of the tables; the journal has a rule for its vacuum.</summary>
public sealed class PostgresPlanTests
{
    private const int Series = 500;
    private const int Minutes = 200;

    private static readonly string[] Switches = ["enable_hashjoin", "enable_mergejoin", "enable_seqscan", "enable_bitmapscan"];

    private readonly string _schema = Database.Schema();

    /// <summary>
    /// A session keeps the plans of the statements in a function, which it made when the tables were empty, and a table that grows is not
    /// analysed for some time. An update that joined a whole table took four times as long.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_flush_looks_up_each_bucket_by_its_key_before_the_tables_are_analysed_and_after(bool isAnalysed)
    {
        await using NpgsqlConnection connection = await OpenAsync();
        for (int minute = 0; minute < 10; minute++)
        {
            await FlushAsync(connection, minute);
        }

        await RunAsync(connection, $"""
            INSERT INTO bucket (series_id, tier, start, count, good, sum, min, max)
            SELECT s.id, 0, timestamptz '2026-03-01 00:00Z' + interval '1 minute' * n, 1, 1, 0, 0, 0
            FROM series AS s, generate_series(1, {Minutes}) AS n
            """);
        if (isAnalysed)
        {
            await RunAsync(connection, "ANALYZE bucket");
        }

        (await TextAsync(connection, "SELECT (max(reltuples) >= 0)::text FROM pg_class WHERE oid = 'bucket'::regclass"))
            .Should().Be(isAnalysed ? "true" : "false");
        (long scans, long lookups) = await FlushAsync(connection, 9);
        scans.Should().Be(0, "no table is read whole");
        lookups.Should().Be(3 * Series, "each of the buckets, which all exist, is one look-up");
    }

    [Fact]
    public async Task What_a_flush_switches_off_for_its_plan_is_on_again_for_its_session()
    {
        await using NpgsqlConnection connection = await OpenAsync();
        await FlushAsync(connection, 0, async () =>
        {
            foreach (string name in Switches)
            {
                (await TextAsync(connection, $"SHOW {name}")).Should().Be("on", $"{name} is switched off within the function only");
            }
        });
        string[] settings = await Database.SqlAsync(
            $"SELECT unnest(proconfig) FROM pg_proc WHERE pronamespace = '{_schema}'::regnamespace AND proname = 'add_to_buckets'");
        settings.Should().BeEquivalentTo(Switches.Select(name => $"{name}=off"), "this test names what the function switches off");
    }

    /// <summary>Nearly all rows of the journal are dead: a share of the living ones says nothing of when to vacuum it.</summary>
    [Fact]
    public async Task The_journal_and_its_large_values_are_vacuumed_by_the_number_of_dead_rows()
    {
        await using PostgresStore store = await Database.OpenAsync(_schema);
        await store.InitializeAsync(CancellationToken.None);
        string[] vacuum = ["autovacuum_vacuum_scale_factor=0", "autovacuum_vacuum_threshold=5000", "autovacuum_vacuum_insert_threshold=-1"];

        (await OptionsAsync($"'{_schema}.journal'::regclass")).Should().Contain(
            [.. vacuum, "autovacuum_analyze_scale_factor=0", "autovacuum_analyze_threshold=5000"]);
        (await OptionsAsync($"(SELECT reltoastrelid FROM pg_class WHERE oid = '{_schema}.journal'::regclass)")).Should().Contain(vacuum);
    }

    private static Task<string[]> OptionsAsync(string table) =>
        Database.SqlAsync($"SELECT unnest(reloptions) FROM pg_class WHERE oid = {table}");

    private static async Task<string> TextAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Opens a session in a schema whose tables nobody analyses unasked.</summary>
    private async Task<NpgsqlConnection> OpenAsync()
    {
        await using (PostgresStore store = await Database.OpenAsync(_schema))
        {
            await store.InitializeAsync(CancellationToken.None);
        }

        var connection = new NpgsqlConnection($"{await Database.ConnectionStringAsync()};Pooling=false;Search Path={_schema}");
        await connection.OpenAsync();
        await RunAsync(connection, "ALTER TABLE bucket SET (autovacuum_enabled = false)");
        return connection;
    }

    /// <summary>
    /// Adds an event to a minute of all series, in a session that keeps its plans, and returns how often all buckets were read
    /// and how often a row of it was looked up by the key.
    /// </summary>
    private static async Task<(long Scans, long LookUps)> FlushAsync(
        NpgsqlConnection connection, int minute, Func<Task>? beforeCommitAsync = null)
    {
        await RunAsync(connection, "BEGIN");
        (long Scans, long LookUps) before = await ScansAsync(connection);
        DateTime start = Some.Noon.UtcDateTime.AddMinutes(minute);
        DateTime[] starts = [start, Some.Noon.UtcDateTime, Some.Noon.UtcDateTime.Date];
        int[] rows = [.. Enumerable.Range(0, 3 * Series)];
        await using var append = new NpgsqlCommand(
            "SELECT r_outcome FROM append_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)", connection);
        Add("shop");
        Add("producer");
        Add(1L + (await SequenceAsync(connection)));
        Add("UTC");
        Add(start);
        Add(Enumerable.Range(0, Series).Select(i => $"series-{i}").ToArray());
        Add(Array.ConvertAll(rows, row => 1 + (row / 3)));
        Add(Array.ConvertAll(rows, row => (short)(row % 3)));
        Add(Array.ConvertAll(rows, row => starts[row % 3]));
        Add(Array.ConvertAll(rows, _ => 1L));
        Add(Array.ConvertAll(rows, _ => 1L));
        Add(Array.ConvertAll(rows, _ => 0d));
        Add(Array.ConvertAll(rows, _ => 0d));
        Add(Array.ConvertAll(rows, _ => 0d));
        Add(Array.Empty<short>());
        Add(Array.Empty<byte[]>());
        (await append.ExecuteScalarAsync()).Should().Be(0, "the batch was added");
        (long Scans, long LookUps) after = await ScansAsync(connection);
        await (beforeCommitAsync?.Invoke() ?? Task.CompletedTask);
        await RunAsync(connection, "COMMIT");
        return (after.Scans - before.Scans, after.LookUps - before.LookUps);

        void Add<T>(T value) => append.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
    }

    private static async Task<long> SequenceAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT coalesce(max(sequence), 0) FROM producer", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>What the session has counted and not yet reported to the server.</summary>
    private static async Task<(long Scans, long LookUps)> ScansAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            "SELECT seq_scan, coalesce(idx_scan, 0) FROM pg_stat_xact_user_tables WHERE relid = 'bucket'::regclass", connection);
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(0), row.GetInt64(1));
    }
}
