namespace Reliability.Storage.Postgres.Tests;

public sealed class PostgresOptionsTests
{
    private const string Secret = "t0p-s3cret";

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("Database=shop")]
    [InlineData("Host=db;Port=abc;Password=" + Secret)]
    [InlineData("Host=db;Pasword=" + Secret)]
    [InlineData("Host=db;Password='" + Secret)]
    [InlineData("postgres://me:" + Secret + "@db/shop")]
    public void A_wrong_connection_string_is_rejected_at_once_and_not_repeated(string connectionString)
    {
        Action create = () => _ = new PostgresStore(new PostgresStoreOptions { ConnectionString = connectionString });
        ArgumentException fault = create.Should().Throw<ArgumentException>().Which;
        fault.Message.Should().Contain("PostgresStoreOptions.ConnectionString").And.Contain("Host=db;Database=shop");
        fault.ToString().Should().NotContain(Secret);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("pg_mine")]
    [InlineData("a-b")]
    [InlineData("a b")]
    [InlineData("a.b")]
    [InlineData("a\"b")]
    [InlineData("a'; DROP SCHEMA public CASCADE; --")]
    [InlineData("schéma")]
    [InlineData("a\0")]
    [InlineData("a\n")]
    [InlineData("a12345678901234567890123456789012345678901234567890123456789_64b")]
    public void A_schema_that_is_no_plain_name_is_rejected_by_name(string schema)
    {
        Action create = () => _ = new PostgresStore(new PostgresStoreOptions { ConnectionString = "Host=db", Schema = schema });
        create.Should().Throw<ArgumentException>().WithMessage($"PostgresStoreOptions.Schema*1 to 63*'{schema}'*");
        Action script = () => PostgresSchema.GetScript(schema);
        script.Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData("A")]
    [InlineData("_")]
    [InlineData("select")]
    [InlineData("Reliability_2")]
    [InlineData("a123456789012345678901234567890123456789012345678901234567_63_b")]
    public async Task A_plain_name_is_a_schema(string schema)
    {
        string own = schema.Length > 50 ? schema : schema + Guid.NewGuid().ToString("N")[..8];
        await using PostgresStore store = await Database.OpenAsync(own);
        await store.AppendAsync(1, Some.Events(0, 2, 1));
        (await store.CountAsync()).Should().Be(2);
    }

    [Fact]
    public void Settings_outside_their_range_are_named()
    {
        Fault(o => o.CommandTimeout = TimeSpan.Zero).Should().Contain("CommandTimeout").And.Contain("00:00:01").And.Contain("01:00:00");
        Fault(o => o.SchemaMode = (PostgresSchemaMode)7).Should().Contain("SchemaMode").And.Contain("Validate");
        Fault(o => o.ConnectionString = null).Should().Contain("ConnectionString");
        Fault(o => o.DataSource = Npgsql.NpgsqlDataSource.Create("Host=db")).Should().Contain("exclude each other");

        static string Fault(Action<PostgresStoreOptions> change)
        {
            var options = new PostgresStoreOptions { ConnectionString = "Host=db" };
            change(options);
            Action create = () => _ = new PostgresStore(options);
            return create.Should().Throw<ArgumentException>().Which.Message;
        }
    }

    [Fact]
    public void A_script_starts_at_a_version_that_exists()
    {
        foreach (int version in (int[])[-1, PostgresSchema.Version + 1])
        {
            Action script = () => PostgresSchema.GetScript(fromVersion: version);
            script.Should().Throw<ArgumentOutOfRangeException>();
        }
    }
}
