using Npgsql;
using Reliability.TestServers;

namespace Reliability.Storage.Postgres.Tests;

public sealed class PostgresFaultTests
{
    private const string Secret = "wr0ng-s3cret";
    private readonly string _schema = Database.Schema();

    [Fact]
    public async Task What_is_wrong_with_the_connection_is_said_and_whether_it_may_pass()
    {
        var settings = new NpgsqlConnectionStringBuilder(await Database.ConnectionStringAsync());
        string server = $"{settings.Host}:{settings.Port}";
        StoreException password = await FaultAsync(settings, s => s.Password = Secret);
        password.Message.Should().Contain("password").And.Contain(server).And.Contain("28P01");
        password.IsTransient.Should().BeFalse();

        StoreException database = await FaultAsync(settings, s => s.Database = "nowhere");
        database.Message.Should().Contain($"{server}/nowhere").And.Contain("does not exist");
        database.IsTransient.Should().BeFalse();

        StoreException absent = await FaultAsync(settings, s => s.Port = 1);
        absent.Message.Should().Contain("cannot be reached").And.Contain("127.0.0.1:1");
        absent.IsTransient.Should().BeTrue();
    }

    [Fact]
    public async Task A_server_that_was_killed_and_came_back_costs_no_call()
    {
        await using PostgresServer server = await PostgresServer.StartAsync();
        await using var store = new PostgresStore(new PostgresStoreOptions { ConnectionString = server.ConnectionString });
        await store.AppendAsync(1, Some.Events(0, 1, 1));

        // Several connections in the pool, all of which break.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.CountAsync()));
        await server.KillAsync();
        Func<Task> down = async () => await store.AppendAsync(2, Some.Events(0, 1, 1));
        StoreException fault = (await down.Should().ThrowAsync<StoreException>()).Which;
        fault.IsTransient.Should().BeTrue(fault.Message);

        await server.RestartAsync();
        (await store.AppendAsync(2, Some.Events(0, 1, 1))).Should().Be(AppendOutcome.Applied);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.CountAsync()));
        await server.RestartAsync();
        (await store.CountAsync()).Should().Be(2);
        (await store.AppendAsync(2, Some.Events(0, 1, 1))).Should().Be(AppendOutcome.Duplicate);
    }

    [Fact]
    public async Task A_reply_that_is_lost_is_answered_as_a_duplicate()
    {
        var settings = new NpgsqlConnectionStringBuilder(await Database.ConnectionStringAsync());
        await using TcpProxy proxy = await TcpProxy.StartAsync(settings.Host!, settings.Port);
        settings.Host = proxy.Host;
        settings.Port = proxy.Port;
        settings.SslMode = SslMode.Disable;
        await using PostgresStore store = await Database.OpenAsync(_schema, o => o.ConnectionString = settings.ConnectionString);
        await store.AppendAsync(1, Some.Events(0, 1, 1));

        Task dropped = proxy.DropReplyAfterRequest("append_batch");
        (await store.AppendAsync(2, Some.Events(0, 1, 1))).Should().Be(AppendOutcome.Duplicate);
        await dropped;
        (await store.CountAsync()).Should().Be(2);
    }

    [Fact]
    public async Task A_full_disk_rejects_the_whole_batch_which_lands_later()
    {
        await using PostgresStore store = await Database.OpenAsync(_schema);
        await store.AppendAsync(1, Some.Events(0, 1, 1));
        await Database.SqlAsync($"""
            CREATE FUNCTION {_schema}.full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              IF NEW.count >= 3 THEN RAISE disk_full USING MESSAGE = 'could not extend file: No space left on device'; END IF;
              RETURN NEW;
            END $$;
            CREATE TRIGGER "full" BEFORE INSERT ON {_schema}.bucket FOR EACH ROW EXECUTE FUNCTION {_schema}.full()
            """);
        SeriesDelta[] deltas = [.. Enumerable.Range(0, 50).Select(i => Some.Events(0, 1, 1, $"series-{i}")), Some.Events(9, 3, 1)];
        Func<Task> full = async () => await store.AppendAsync(2, deltas);
        StoreException fault = (await full.Should().ThrowAsync<StoreException>().WithMessage("*disk is full*53100*")).Which;
        fault.IsTransient.Should().BeTrue();
        (await store.Series.GetLastSequenceAsync("shop", "p", CancellationToken.None)).Should().Be(1);
        (await store.CountAsync("series-0")).Should().Be(0);

        await Database.SqlAsync($"DROP TRIGGER \"full\" ON {_schema}.bucket");
        (await store.AppendAsync(2, deltas)).Should().Be(AppendOutcome.Applied);
        (await store.CountAsync("series-0")).Should().Be(1);
        (await store.CountAsync()).Should().Be(4);
    }

    [Fact]
    public async Task A_statement_that_takes_too_long_fails_and_may_be_tried_again()
    {
        await using PostgresStore store = await Database.OpenAsync(_schema, o => o.CommandTimeout = TimeSpan.FromSeconds(1));
        await store.AppendAsync(1, Some.Events(0, 1, 1));
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(await Database.ConnectionStringAsync());
        await using NpgsqlConnection other = await source.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await other.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand($"LOCK TABLE {_schema}.bucket", other);
        await hold.ExecuteNonQueryAsync();

        Func<Task> wait = async () => await store.AppendAsync(2, Some.Events(0, 1, 1));
        (await wait.Should().ThrowAsync<StoreException>().WithMessage("*in time*CommandTimeout*")).Which.IsTransient.Should().BeTrue();
        await transaction.RollbackAsync();
        (await store.AppendAsync(2, Some.Events(0, 1, 1))).Should().Be(AppendOutcome.Applied);
    }

    private static async Task<StoreException> FaultAsync(
        NpgsqlConnectionStringBuilder settings,
        Action<NpgsqlConnectionStringBuilder> change)
    {
        var changed = new NpgsqlConnectionStringBuilder(settings.ConnectionString);
        change(changed);
        await using var store = new PostgresStore(new PostgresStoreOptions { ConnectionString = changed.ConnectionString });
        Func<Task> use = async () => await store.Series.GetLastSequenceAsync("shop", "p", CancellationToken.None);
        StoreException fault = (await use.Should().ThrowAsync<StoreException>()).Which;
        fault.ToString().Should().NotContain(changed.Password!);
        return fault;
    }
}
