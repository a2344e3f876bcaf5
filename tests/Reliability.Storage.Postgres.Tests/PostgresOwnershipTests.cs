using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Reliability.Storage.Postgres.Tests;

public sealed class PostgresOwnershipTests
{
    [Fact]
    public async Task A_setup_closes_the_connections_that_it_opened()
    {
        string connectionString = await Database.ConnectionStringAsync();
        string schema = Database.Schema();
        ServiceProvider provider = new ServiceCollection()
            .AddLogging()
            .AddReliability(r => r.UsePostgres(o =>
            {
                o.ConnectionString = connectionString + ";Application Name=" + schema;
                o.Schema = schema;
            }))
            .BuildServiceProvider();
        ISeriesStore series = provider.GetRequiredService<ISeriesStore>();
        await series.AppendAsync(Some.Batch(1, Some.Events(0, 1, 1)), CancellationToken.None);
        (await Database.SqlAsync($"SELECT count(*) > 0 FROM pg_stat_activity WHERE application_name = '{schema}'")).Should().Equal("True");

        await provider.DisposeAsync();
        Func<Task> late = async () => await series.GetLastSequenceAsync("shop", "p", CancellationToken.None);
        await late.Should().ThrowAsync<ObjectDisposedException>();
    }

    [Fact]
    public async Task A_lent_data_source_is_never_disposed()
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(await Database.ConnectionStringAsync());
        foreach (Action<ReliabilityBuilder> use in (Action<ReliabilityBuilder>[])
        [
            r => r.UsePostgres(o => o.DataSource = source),
            r => r.UsePostgres(o => o.DataSourceFactory = services => services.GetRequiredService<NpgsqlDataSource>()),
        ])
        {
            ServiceProvider provider =
                new ServiceCollection().AddLogging().AddSingleton(_ => source).AddReliability(use).BuildServiceProvider();
            await provider.GetRequiredService<IDocumentStore>().InitializeAsync(CancellationToken.None);
            await using AsyncServiceScope _ = provider.CreateAsyncScope();
            (await provider.GetRequiredService<IEventLog>().GetLastPositionAsync(new StreamId("shop", "nobody"), CancellationToken.None))
                .Should()
                .Be(0);
        }

        var store = new PostgresStore(new PostgresStoreOptions { DataSource = source, Schema = Database.Schema() });
        await store.AppendAsync(1, Some.Events(0, 1, 1));
        await store.DisposeAsync();
        await using NpgsqlCommand alive = source.CreateCommand("SELECT 1");
        (await alive.ExecuteScalarAsync()).Should().Be(1);
    }

    [Fact]
    public async Task A_lent_data_source_may_come_with_a_schema_and_with_roles()
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(await Database.ConnectionStringAsync());
        foreach (bool isFound in (bool[])[false, true])
        {
            string schema = Database.Schema();
            void Configure(PostgresStoreOptions o) => (o.Schema, o.Roles) = (schema, StorageRoles.Events);
            await using ServiceProvider provider = new ServiceCollection().AddLogging().AddReliability(r => r.UsePostgres(o =>
            {
                o.DataSource = isFound ? null : source;
                o.DataSourceFactory = isFound ? _ => source : null;
                Configure(o);
            })).BuildServiceProvider();
            await provider.GetRequiredService<IEventLog>().InitializeAsync(CancellationToken.None);
            (await Database.SqlAsync($"SELECT count(*) FROM {schema}.event")).Should().Equal("0");
            provider.GetRequiredService<ISeriesStore>().Should().BeOfType<InMemorySeriesStore>();
        }

        Action second = () => new ServiceCollection().AddReliability(r =>
            r.UsePostgres(o => (o.DataSourceFactory, o.ConnectionString) = (_ => source, "Host=db")));
        second.Should().Throw<ArgumentException>().WithMessage("*ConnectionString and DataSourceFactory exclude each other*");
        Action illegal = () => new ServiceCollection().AddReliability(r =>
            r.UsePostgres(o => (o.DataSourceFactory, o.Schema) = (_ => source, "a;b")));
        illegal.Should().Throw<ArgumentException>().WithMessage("*Schema*");
    }

    [Fact]
    public async Task Roles_may_be_mixed()
    {
        string connectionString = await Database.ConnectionStringAsync();
        await using ServiceProvider provider = new ServiceCollection()
            .AddLogging()
            .AddReliability(r =>
            {
                r.SetStore(StorageRoles.All, new InMemoryStore());
                r.UsePostgres(o => (o.ConnectionString, o.Roles) = (connectionString, StorageRoles.Documents | StorageRoles.Events));
            })
            .BuildServiceProvider();
        provider.GetRequiredService<ISeriesStore>().Should().BeOfType<InMemorySeriesStore>();
        provider.GetRequiredService<ILeaseStore>().Should().BeOfType<InMemoryLeaseStore>();
        provider.GetRequiredService<IDocumentStore>().GetType().Assembly.Should().BeSameAs(typeof(PostgresStore).Assembly);
        provider.GetRequiredService<IEventLog>().GetType().Assembly.Should().BeSameAs(typeof(PostgresStore).Assembly);
    }

    [Fact]
    public async Task Nothing_connects_before_the_first_use()
    {
        await using var store = new PostgresStore(new PostgresStoreOptions { ConnectionString = "Host=127.0.0.1;Port=1" });
        Func<Task> use = async () => await store.InitializeAsync(CancellationToken.None);
        (await use.Should().ThrowAsync<StoreException>()).Which.IsTransient.Should().BeTrue();
    }
}
