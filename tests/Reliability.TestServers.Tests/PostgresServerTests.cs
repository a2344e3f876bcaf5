namespace Reliability.TestServers.Tests;

public sealed class PostgresServerTests
{
    [Fact]
    public async Task Committed_rows_survive_a_kill_and_databases_are_apart()
    {
        await using PostgresServer postgres = await PostgresServer.StartAsync();
        string shop = await postgres.CreateDatabaseAsync("shop");
        shop.Should().Be($"Host=127.0.0.1;Port={postgres.Port};Username=postgres;Password={postgres.Password};Database=shop");
        await postgres.SqlAsync("CREATE TABLE t (id int); INSERT INTO t VALUES (1), (2);", "shop");

        await postgres.KillAsync();
        postgres.IsRunning.Should().BeFalse();
        await postgres.RestartAsync();

        (await postgres.SqlAsync("SELECT id, id * 2 FROM t ORDER BY id", "shop")).Should().Be("1|2\n2|4");
        Func<Task> elsewhere = () => postgres.SqlAsync("SELECT * FROM t");
        await elsewhere.Should().ThrowAsync<InvalidOperationException>().WithMessage("*42P01*");
    }

    [Fact]
    public async Task A_killed_server_takes_its_sessions_along_and_leaves_no_folder()
    {
        PostgresServer postgres = await PostgresServer.StartAsync(new PostgresServerOptions { Fsync = true, Settings = ["work_mem=7MB"] });
        (await postgres.SqlAsync("SHOW fsync; SHOW work_mem; SHOW server_encoding; SHOW lc_collate")).Should().Be("on\n7MB\nUTF8\nC");
        string folder = await postgres.SqlAsync("SHOW unix_socket_directories");
        Task session = postgres.SqlAsync("SELECT pg_sleep(60)");
        while (await postgres.SqlAsync("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'") != "1")
        {
        }

        await postgres.KillAsync();

        await session.Awaiting(s => s).Should().ThrowAsync<InvalidOperationException>();
        await postgres.DisposeAsync();
        Directory.Exists(folder).Should().BeFalse();
    }

    [Fact]
    public async Task A_server_that_does_not_come_up_says_why()
    {
        Func<Task> start = () => PostgresServer.StartAsync(new PostgresServerOptions { Settings = ["no_such_setting=1"] });

        await start.Should().ThrowAsync<InvalidOperationException>().WithMessage("postgres ended with 1*no_such_setting*");
    }
}
