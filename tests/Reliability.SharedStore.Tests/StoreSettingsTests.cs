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
    [InlineData(
        """{ "Sqlite": { "Path": "a.db", "Pth": "b.db" } }""",
        "Reliability:Stores:Sqlite:Pth: no setting has this name. Valid names are 'Path', ")]
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
        "Reliability:Stores:Mongo: nothing reads it; call UseMongo() of Reliability.Storage.Mongo in the setup that reads this section: "
        + "services.AddReliability(section, r => r.UseMongo()). The stores of this library are 'Redis', 'Postgres', 'Sqlite'.")]
    [InlineData(
        """{ "PostgreSQL": { "ConnectionString": "Host=db" } }""",
        "Reliability:Stores:PostgreSQL: nothing reads it; call UsePostgreSQL() of Reliability.Storage.PostgreSQL in the setup that reads "
        + "this section: services.AddReliability(section, r => r.UsePostgreSQL()). The stores of this library are 'Postgres', ")]
    [InlineData("""[ "Sqlite" ]""", "Reliability:Stores:0: nothing reads it")]
    [InlineData("""{ "Sqlite": { "Path": "" } }""", "Reliability:Stores:Sqlite:Path: Path must name a file, such as 'reliability.db'.")]
    [InlineData(
        """{ "Sqlite": { "Path": "a.db", "BusyTimeout": "-01:00:00" } }""",
        "Reliability:Stores:Sqlite:BusyTimeout: BusyTimeout must be from 00:00:00 to 01:00:00; it is -01:00:00.")]
    [InlineData(
        """{ "Sqlite": { "Path": "a.db", "Namespace": "" } }""",
        "Reliability:Stores:Sqlite:Namespace: Namespace is not valid. A name must")]
    [InlineData(
        """{ "Sqlite": { "Path": "a.db", "Roles": "None" } }""",
        "Reliability:Stores:Sqlite:Roles: Roles must be one or more of Series, Documents, Events, Leases, Enrollments")]
    [InlineData(
        """{ "Redis": { "Configuration": "localhost", "Prefix": "{x}" } }""",
        "Reliability:Stores:Redis:Prefix: Prefix must have 1 to 64 of the characters A-Z, a-z, 0-9, '-', '_', '.' and ':'; it is '{x}'.")]
    [InlineData(
        """{ "Redis": { "Configuration": "localhost", "OperationTimeout": "00:00:00" } }""",
        "Reliability:Stores:Redis:OperationTimeout: OperationTimeout must be more than zero and at most 01:00:00; it is 00:00:00.")]
    [InlineData(
        """{ "Redis": { "Configuration": "localhost,retries=many" } }""",
        "Reliability:Stores:Redis:Configuration: Configuration is not a connection string of StackExchange.Redis")]
    [InlineData("""{ "Redis": { "Prefix": "shop" } }""", "Reliability:Stores:Redis:Configuration: Configuration must name at least one server")]
    [InlineData(
        """{ "Postgres": { "ConnectionString": "postgres://db/shop" } }""",
        "Reliability:Stores:Postgres:ConnectionString: ConnectionString is not a connection string for Npgsql (URLs are not supported)")]
    [InlineData(
        """{ "Postgres": { "ConnectionString": "Host=db", "Schema": "pg_x" } }""",
        "Reliability:Stores:Postgres:Schema: Schema must be 1 to 63 ASCII letters")]
    [InlineData(
        """{ "Postgres": { "ConnectionString": "Host=db", "CommandTimeout": "00:00:00" } }""",
        "Reliability:Stores:Postgres:CommandTimeout: CommandTimeout must be from 00:00:01 to 01:00:00; it is 00:00:00.")]
    [InlineData(
        """{ "Postgres": { "Schema": "shop" } }""",
        "Reliability:Stores:Postgres:ConnectionString: ConnectionString must be set to a connection string")]
    public async Task A_setting_of_a_store_that_is_wrong_stops_the_start(string stores, string message) =>
        (await FailuresAsync(stores)).Should().ContainSingle().Which.Should().StartWith(message);

    [Fact]
    public async Task A_store_that_is_configured_and_not_called_stops_the_start_with_the_line_that_is_missing() =>
        (await FailuresAsync("""{ "postgres": { "ConnectionString": "Host=db" } }""")).Should().Equal(
            "Reliability:Stores:postgres: nothing reads it; call UsePostgres() of Reliability.Storage.Postgres in the setup that reads "
            + "this section: services.AddReliability(section, r => r.UsePostgres()).");

    [Fact]
    public async Task All_problems_of_all_stores_are_reported_at_once() =>
        (await FailuresAsync("""
            { "Sqlite": { "Pth": "a.db", "BusyTimeout": "02:00:00", "Namespace": "\n" },
              "Redis": { "Configuration": "https://redis", "Prefix": "{x}", "OperationTimeout": "5s" },
              "Postgres": { "ConnectionString": { "Host": "db" }, "Schema": "", "CommandTimeout": "1.00:00:00" } }
            """, options => options.FlushInterval = TimeSpan.FromHours(1)))
            .Select(one => one.Split(": ")[0]).Should().BeEquivalentTo(
                "Reliability:Stores:Sqlite:Pth",
                "Reliability:Stores:Sqlite:Path",
                "Reliability:Stores:Sqlite:BusyTimeout",
                "Reliability:Stores:Sqlite:Namespace",
                "Reliability:Stores:Redis:Configuration",
                "Reliability:Stores:Redis:Prefix",
                "Reliability:Stores:Redis:OperationTimeout",
                "Reliability:Stores:Postgres:ConnectionString",
                "Reliability:Stores:Postgres:Schema",
                "Reliability:Stores:Postgres:CommandTimeout",
                "FlushInterval");

    [Theory]
    [InlineData("Sqlite", "Stores:Sqlite:Path: Path must name a file")]
    [InlineData("Redis", "Stores:Redis:Configuration: Configuration must name at least one server")]
    [InlineData("Postgres", "Stores:Postgres:ConnectionString: ConnectionString must be set to a connection string")]
    public async Task A_store_that_nothing_configures_stops_the_start(string store, string message)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddReliability(r => Use(r, store));
        using IHost host = builder.Build();

        (await host.Invoking(one => one.StartAsync()).Should().ThrowAsync<OptionsValidationException>()).Which.Failures
            .Should().ContainSingle().Which.Should().StartWith(message);
    }

    [Fact]
    public void What_code_sets_wrongly_is_an_error_of_the_call()
    {
        Rejected(r => r.UseSqlite("")).WithMessage("SqliteStoreOptions.Path must name a file*");
        Rejected(r => r.UseSqlite("a.db", o => o.BusyTimeout = TimeSpan.FromDays(1))).WithMessage("SqliteStoreOptions.BusyTimeout *");
        Rejected(r => r.UseRedis("")).WithMessage("RedisStoreOptions.Configuration must name at least one server*");
        Rejected(r => r.UsePostgres("")).WithMessage("PostgresStoreOptions.ConnectionString names no Host*");

        static FluentAssertions.Specialized.ExceptionAssertions<ArgumentException> Rejected(Action<ReliabilityBuilder> configure) =>
            FluentActions.Invoking(() => new ServiceCollection().AddReliability(configure)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task Code_can_mend_what_configuration_sets_wrongly()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            await using ServiceProvider provider = Build(
                """{ "Sqlite": { "Path": "", "BusyTimeout": "02:00:00" } }""",
                r => r.UseSqlite(Path.Combine(folder, "c.db"), o => o.BusyTimeout = TimeSpan.FromSeconds(1)));
            await provider.GetRequiredService<ISeriesStore>().InitializeAsync(CancellationToken.None);

            File.Exists(Path.Combine(folder, "c.db")).Should().BeTrue();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ReliabilityBuilder Use(ReliabilityBuilder builder, string store) => store switch
    {
        "Sqlite" => builder.UseSqlite(),
        "Redis" => builder.UseRedis(),
        _ => builder.UsePostgres(),
    };

    private static async Task<IEnumerable<string>> FailuresAsync(string stores, Action<ReliabilityOptions>? options = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        Configure(builder.Configuration, stores);
        builder.Services.AddReliability(builder.Configuration.GetSection("Reliability"), r =>
        {
            r.Configure(options ?? (_ => { }));
            foreach (string store in (string[])["Sqlite", "Redis", "Postgres"])
            {
                if (stores.Contains($"\"{store}\":", StringComparison.Ordinal))
                {
                    Use(r, store);
                }
            }
        });
        using IHost host = builder.Build();
        return (await host.Invoking(one => one.StartAsync()).Should().ThrowAsync<OptionsValidationException>()).Which.Failures;
    }

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
