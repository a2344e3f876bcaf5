using Microsoft.Extensions.DependencyInjection;
using Reliability.Hosting;
using Reliability.TestServers;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public async Task All_roles_share_an_owned_connection_that_ends_with_the_setup()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        var services = new ServiceCollection();
        services.AddReliability(r => r.UseRedis(server.ConnectionString + ",name=setup"));
        await using (ServiceProvider provider = services.BuildServiceProvider())
        {
            foreach (IStore role in (IStore[])
                [
                    provider.GetRequiredService<ISeriesStore>(), provider.GetRequiredService<IDocumentStore>(),
                    provider.GetRequiredService<IEventLog>(), provider.GetRequiredService<ILeaseStore>(),
                ])
            {
                await role.InitializeAsync(CancellationToken.None);
                role.GetType().Assembly.Should().BeSameAs(typeof(RedisStore).Assembly);
            }

            (await server.CommandAsync("CLIENT", "LIST")).Should().Contain("name=setup");
        }

        Func<Task> isClosed = async () =>
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            while ((await server.CommandAsync("CLIENT", "LIST")).Contains("name=setup", StringComparison.Ordinal))
            {
                limit.Token.ThrowIfCancellationRequested();
            }
        };
        await isClosed.Should().NotThrowAsync();
    }

    [Fact]
    public async Task A_connection_of_the_application_stays_open()
    {
        await using ConnectionMultiplexer connection =
            await ConnectionMultiplexer.ConnectAsync((await SharedServers.RedisAsync()).ConnectionString);
        var services = new ServiceCollection();
        services.AddReliability(r => r.UseRedis(options =>
            (options.ConnectionFactory, options.Prefix, options.Roles) =
            (_ => connection, Given.Prefix(), StorageRoles.Series | StorageRoles.Leases)));
        await using (ServiceProvider provider = services.BuildServiceProvider())
        {
            await provider.GetRequiredService<ISeriesStore>().InitializeAsync(CancellationToken.None);
        }

        (await connection.GetDatabase().PingAsync()).Should().BePositive();
    }

    [Fact]
    public async Task Every_way_to_name_the_server_takes_roles_or_none()
    {
        string configuration = (await SharedServers.RedisAsync()).ConnectionString;
        await using ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(configuration);
        (Func<IReliabilityBuilder, object> All, Func<IReliabilityBuilder, object> Leases)[] ways =
        [
            (r => r.UseRedis(configuration), r => r.UseRedis(o => (o.Configuration, o.Roles) = (configuration, StorageRoles.Leases))),
            (r => r.UseRedis(o => o.Configuration = configuration),
                r => r.UseRedis(o => (o.Configuration, o.Roles) = (configuration, StorageRoles.Leases))),
            (r => r.UseRedis(o => o.Connection = connection),
                r => r.UseRedis(o => (o.Connection, o.Roles) = (connection, StorageRoles.Leases))),
            (r => r.UseRedis(o => o.ConnectionFactory = _ => connection),
                r => r.UseRedis(o => (o.ConnectionFactory, o.Roles) = (_ => connection, StorageRoles.Leases))),
        ];
        foreach ((Func<IReliabilityBuilder, object> all, Func<IReliabilityBuilder, object> leases) in ways)
        {
            (await KindsAsync(all)).Should().Equal(true, true);
            (await KindsAsync(leases)).Should().Equal(false, true);
        }

        static bool IsRedis(IStore role) => role.GetType().Assembly == typeof(RedisStore).Assembly;

        static async Task<bool[]> KindsAsync(Func<IReliabilityBuilder, object> use)
        {
            await using ServiceProvider provider = new ServiceCollection().AddReliability(r => use(r)).BuildServiceProvider();
            return [IsRedis(provider.GetRequiredService<ISeriesStore>()), IsRedis(provider.GetRequiredService<ILeaseStore>())];
        }
    }

    [Fact]
    public void A_wrong_setting_is_rejected_when_it_is_written()
    {
        Action set = () => new ServiceCollection().AddReliability(r => r.UseRedis(o => (o.Configuration, o.Prefix) = ("localhost", "{}")));
        set.Should().Throw<ArgumentException>().WithMessage("*Prefix*");
    }
}
