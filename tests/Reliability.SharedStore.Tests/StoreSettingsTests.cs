using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Reliability.Storage;
using Reliability.Storage.Redis;
using Reliability.Storage.Sqlite;

namespace Reliability.SharedStore.Tests;

/// <summary>Configuration sets the options of stores; code names the stores.</summary>
public sealed class StoreSettingsTests
{
    [Fact]
    public async Task Configuration_divides_the_roles_among_stores()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            await using ServiceProvider provider = Build(
                $$"""
                { "Sqlite": { "Path": "{{Path.Combine(folder, "a.db")}}" },
                  "Redis": { "Configuration": "127.0.0.1:1,abortConnect=false", "Roles": "Leases, Enrollments" } }
                """,
                r => r.UseSqlite().UseRedis());

            provider.GetRequiredService<ISeriesStore>().GetType().Assembly.Should().BeSameAs(typeof(SqliteStore).Assembly);
            provider.GetRequiredService<ILeaseStore>().GetType().Assembly.Should().BeSameAs(typeof(RedisStore).Assembly);
            provider.GetRequiredService<IEnrollmentStore>().GetType().Assembly.Should().BeSameAs(typeof(RedisStore).Assembly);
            await provider.GetRequiredService<ISeriesStore>().InitializeAsync(CancellationToken.None);
            File.Exists(Path.Combine(folder, "a.db")).Should().BeTrue();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Code_overrides_what_configuration_sets()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            await using ServiceProvider provider = Build(
                """{ "Sqlite": { "Path": "elsewhere.db", "Roles": "Series" } }""",
                r => r.UseSqlite(Path.Combine(folder, "b.db")));
            await provider.GetRequiredService<ISeriesStore>().InitializeAsync(CancellationToken.None);

            File.Exists(Path.Combine(folder, "b.db")).Should().BeTrue();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("""{ "Sqlite": { "Pth": "a.db" } }""", "Reliability:Stores:Sqlite:Pth: no setting has this name. Valid names are 'Path', ")]
    [InlineData("""{ "Sqlite": { "Path": { "File": "a.db" } } }""", "Reliability:Stores:Sqlite:Path: a group of settings is not valid")]
    [InlineData(
        """{ "Sqlite": { "Path": "a.db", "BusyTimeout": "90" } }""",
        "Reliability:Stores:Sqlite:BusyTimeout: '90' is not valid. The value must be a duration as [days.]hours:minutes:seconds")]
    [InlineData(
        """{ "Redis": { "Configuration": "localhost", "Roles": "Lease" } }""",
        "Reliability:Stores:Redis:Roles: 'Lease' is not valid. The value must be one of None, Series, Documents")]
    [InlineData(
        """{ "Postgres": { "ConnectionString": "Host=db", "SchemaMode": "7" } }""",
        "Reliability:Stores:Postgres:SchemaMode: '7' is not valid. The value must be one of CreateOrUpgrade, Validate, None.")]
    [InlineData("""{ "Mongo": { } }""", "Reliability:Stores:Mongo: nothing reads it; call UseMongo() of Reliability.Storage.Mongo")]
    [InlineData(
        """{ "Mongo": { "Url": "x" } }""",
        "Reliability:Stores:Mongo: nothing reads it; call UseMongo() of Reliability.Storage.Mongo in the setup that reads this section.")]
    [InlineData("""[ "Sqlite" ]""", "Reliability:Stores:0: nothing reads it")]
    public async Task A_setting_of_a_store_that_is_wrong_stops_the_start(string stores, string message)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        Configure(builder.Configuration, stores);
        builder.Services.AddReliability(builder.Configuration.GetSection("Reliability"), r =>
        {
            foreach (string store in (string[])["Sqlite", "Redis", "Postgres"])
            {
                if (stores.Contains($"\"{store}\":", StringComparison.Ordinal))
                {
                    _ = store switch { "Sqlite" => r.UseSqlite(), "Redis" => r.UseRedis(), _ => r.UsePostgres() };
                }
            }
        });
        using IHost host = builder.Build();
        Func<Task> start = () => host.StartAsync();

        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures
            .Should().ContainSingle().Which.Should().StartWith(message);
    }

    [Fact]
    public void A_store_that_nothing_configures_is_refused_at_the_call() => FluentActions
        .Invoking(() => new ServiceCollection().AddReliability(r => r.UseSqlite()))
        .Should().Throw<ArgumentException>().WithMessage("SqliteStoreOptions.Path must name a file*");

    private static ServiceProvider Build(string stores, Action<ReliabilityBuilder> configure)
    {
        var configuration = new ConfigurationBuilder();
        Configure(configuration, stores);
        return new ServiceCollection()
            .AddReliability(configuration.Build().GetSection("Reliability"), configure)
            .BuildServiceProvider();
    }

    private static void Configure(IConfigurationBuilder builder, string stores) =>
        builder.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "Reliability": { "Stores": {{stores}} } }""")));
}
