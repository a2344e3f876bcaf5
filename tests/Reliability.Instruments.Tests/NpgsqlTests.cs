using Npgsql;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage.Postgres;
using Reliability.TestServers;

namespace Reliability.Instruments.Tests;

public sealed class NpgsqlTests
{
    [Fact]
    public async Task Ten_of_a_hundred_commands_fail()
    {
        PostgresServer server = await SharedServers.PostgresAsync();
        await using FedHost host = await FedHost.StartAsync(r => r.FromNpgsql("calls").FromNpgsql("fast"));
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(server.ConnectionString);
        await RunAsync(source, count: 100, failing: 10);
        (await host.CountAsync()).Should().Be((100m, 10m));
        (await host.CountAsync("fast")).Should().Be((90m, 0m));
    }

    [Fact]
    public async Task The_two_counters_of_the_meter_agree_about_commands_that_the_server_rejected()
    {
        PostgresServer server = await SharedServers.PostgresAsync();
        await using FedHost host = await FedHost.StartAsync(r => r.FromMeter(
            "calls", "Npgsql", total: "db.client.operation.duration", bad: "db.client.operation.failed"));
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(server.ConnectionString);
        await RunAsync(source, count: 100, failing: 10);
        (await host.CountAsync()).Should().Be((100m, 10m));
    }

    [Fact]
    public async Task A_server_that_dies_is_bad_for_every_command_that_follows()
    {
        await using PostgresServer server = await PostgresServer.StartAsync();
        await using FedHost host = await FedHost.StartAsync(r => r.FromNpgsql("calls"));
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(server.ConnectionString);
        await RunAsync(source, count: 5, failing: 0);
        await server.KillAsync();
        await RunAsync(source, count: 5, failing: 5);
        (await host.CountAsync()).Should().Be((10m, 5m));
    }

    [Fact]
    public async Task A_server_that_never_lived_is_bad_in_the_activities_and_absent_from_the_meter()
    {
        await using PostgresServer server = await PostgresServer.StartAsync();
        await server.KillAsync();
        await using FedHost host = await FedHost.StartAsync(r => r
            .FromNpgsql("calls")
            .AddSlo("traced", slo => slo.Availability(99m)).FromActivities("traced", "Npgsql")
            .AddSlo("metered", slo => slo.Availability(99m)).FromMeter(
                "metered", "Npgsql", total: "db.client.operation.duration", bad: "db.client.operation.failed"));
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(server.ConnectionString);
        await RunAsync(source, count: 10, failing: 10);
        (await host.CountAsync()).Should().Be((10m, 10m));
        (await host.CountAsync("traced")).Should().Be((10m, 10m));
        (await host.CountAsync("metered")).Should().Be((0m, 0m));

        // The instruments exist and report nothing, which nobody can tell from a quiet service: this is why FromNpgsql reads activities.
        (BudgetState state, _, string[] gate) = await host.JudgeAsync("metered");
        state.Should().Be(BudgetState.NoTraffic);
        gate.Should().BeEmpty();
        (await host.JudgeAsync()).Gate.Should().Contain(GateReasonCodes.BudgetExhausted);
    }

    [Fact]
    public async Task A_command_that_its_caller_cancels_is_not_counted_and_one_that_times_out_is_bad()
    {
        PostgresServer server = await SharedServers.PostgresAsync();
        await using FedHost host = await FedHost.StartAsync(r => r.FromNpgsql("calls"));
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(server.ConnectionString);
        await RunAsync(source, count: 1, failing: 0);
        using var caller = new CancellationTokenSource();
        await using NpgsqlConnection connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("SELECT pg_sleep(60)", connection);
        Task cancelled = command.ExecuteNonQueryAsync(caller.Token);
        await caller.CancelAsync();
        await FluentActions.Awaiting(() => cancelled).Should().ThrowAsync<OperationCanceledException>();
        (await host.CountAsync()).Should().Be((1m, 0m));

        await using NpgsqlCommand slow = source.CreateCommand("SELECT pg_sleep(60)");
        slow.CommandTimeout = 1;
        await FluentActions.Awaiting(() => slow.ExecuteNonQueryAsync()).Should().ThrowAsync<NpgsqlException>();
        (await host.CountAsync()).Should().Be((2m, 1m));
    }

    [Fact]
    public async Task One_data_source_can_be_selected_and_the_store_of_this_library_does_not_count()
    {
        PostgresServer server = await SharedServers.PostgresAsync();
        await using FedHost host = await FedHost.StartAsync(r => r
            .FromNpgsql("calls").AddSlo("orders", slo => slo.Availability(99m)).FromNpgsql("orders", dataSource: "orders"));
        await using NpgsqlDataSource orders = new NpgsqlDataSourceBuilder(server.ConnectionString) { Name = "orders" }.Build();
        await using NpgsqlDataSource other = new NpgsqlDataSourceBuilder(server.ConnectionString) { Name = "other" }.Build();
        await RunAsync(orders, count: 4, failing: 1);
        await RunAsync(other, count: 3, failing: 2);
        await using (var store = new PostgresStore(
            new PostgresStoreOptions { ConnectionString = server.ConnectionString, Schema = "instruments" }))
        {
            await store.InitializeAsync(CancellationToken.None);
        }

        (await host.CountAsync()).Should().Be((7m, 3m));
        (await host.CountAsync("orders")).Should().Be((4m, 1m));
    }

    [Fact]
    public async Task A_misspelt_data_source_tag_or_value_is_named_with_the_nearest_one_that_the_package_reports()
    {
        PostgresServer server = await SharedServers.PostgresAsync();
        await using FedHost host = await FedHost.StartAsync(r => r
            .FromNpgsql("calls", dataSource: "ordres")
            .AddSlo("tag", slo => slo.Availability(99m)).FromActivities("tag", "Npgsql", a => a.Where("db.system.nme", "postgresql"))
            .AddSlo("value", slo => slo.Availability(99m)).FromActivities("value", "Npgsql", a => a.Where("db.system.name", "postgres"))
            .AddSlo("metered", slo => slo.Availability(99m)).FromMeter(
                "metered", "Npgsql", "db.client.operation.duration", m => m.Where("db.client.connection.pool.nme", "orders")));
        await using NpgsqlDataSource orders = new NpgsqlDataSourceBuilder(server.ConnectionString) { Name = "orders" }.Build();
        await RunAsync(orders, count: 2, failing: 1);

        (await host.ReasonAsync()).Should().Contain("No event had db.npgsql.data_source = 'ordres'. Nearest: 'orders'.");
        (await host.ReasonAsync("tag")).Should().Contain("No event had the tag 'db.system.nme'. Nearest: 'db.system.name'");
        (await host.ReasonAsync("value")).Should().Contain("No event had db.system.name = 'postgres'. Nearest: 'postgresql'.");
        (await host.ReasonAsync("metered")).Should().Contain(
            "No event had the tag 'db.client.connection.pool.nme'. Nearest: 'db.client.connection.pool.name'");
    }

    private static async Task RunAsync(NpgsqlDataSource source, int count, int failing)
    {
        for (int i = 0; i < count; i++)
        {
            await using NpgsqlCommand command = source.CreateCommand(i < failing ? "SELECT 1 / 0" : "SELECT 1");
            Func<Task> run = () => command.ExecuteNonQueryAsync();
            if (i < failing)
            {
                await run.Should().ThrowAsync<NpgsqlException>();
            }
            else
            {
                await run();
            }
        }
    }
}
