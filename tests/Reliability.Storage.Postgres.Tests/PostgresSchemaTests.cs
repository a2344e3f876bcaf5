using Npgsql;
using Reliability.TestServers;

namespace Reliability.Storage.Postgres.Tests;

public sealed class PostgresSchemaTests
{
    private readonly string _schema = Database.Schema();

    [Fact]
    public async Task Sixteen_processes_may_begin_at_once()
    {
        // A data source each, as processes have.
        await Task.WhenAll(Enumerable.Range(1, 16).Select(async i =>
        {
            await using PostgresStore store = await Database.OpenAsync(_schema, o => o.ConnectionString += ";Pooling=false");
            await store.InitializeAsync(CancellationToken.None);
            await store.Series.AppendAsync(new SeriesBatch("shop", $"p{i}", 1, [Some.Events(0, 1, 1)]), CancellationToken.None);
        }));
        await using PostgresStore after = await Database.OpenAsync(_schema);
        (await after.CountAsync()).Should().Be(16);
        (await VersionsAsync()).Should().Equal(Enumerable.Range(1, PostgresSchema.Version).Select(v => $"{v}"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Every_older_version_is_upgraded_and_keeps_its_data(int version)
    {
        await Database.SqlAsync(ScriptTo(version));
        (await VersionsAsync()).Should().HaveCount(version);
        await Database.SqlAsync(
            $"INSERT INTO {_schema}.series (service, name) VALUES ('shop', 'orders'); INSERT INTO {_schema}.bucket VALUES (1, "
                + $"'2026-03-01 12:00Z', 5, 4, 0, 0, 0, 1)");

        await using PostgresStore store = await Database.OpenAsync(_schema);
        (await store.CountAsync()).Should().Be(5);
        (await VersionsAsync()).Should().HaveCount(PostgresSchema.Version);
        (await store.Leases.AcquireAsync(
            new LeaseRequest(new LeaseId("shop", "job"), "me", TimeSpan.FromMinutes(1)),
            CancellationToken.None))
            .Should()
            .NotBeNull();
    }

    [Fact]
    public async Task A_newer_schema_is_rejected_unless_it_says_that_this_library_can_use_it()
    {
        await using (PostgresStore first = await Database.OpenAsync(_schema))
        {
            await first.InitializeAsync(CancellationToken.None);
        }

        await Database.SqlAsync($"INSERT INTO {_schema}.schema_version VALUES (99, {PostgresSchema.Version}, '', '9.9.9', now())");
        await using (PostgresStore tolerated = await Database.OpenAsync(_schema))
        {
            await tolerated.AppendAsync(1, Some.Events(0, 1, 1));
        }

        await Database.SqlAsync($"UPDATE {_schema}.schema_version SET min_reader_version = 98 WHERE version = 99");
        foreach (PostgresSchemaMode mode in (PostgresSchemaMode[])[PostgresSchemaMode.CreateOrUpgrade, PostgresSchemaMode.Validate])
        {
            StoreException fault = await FaultAsync(await Database.OpenAsync(_schema, o => o.SchemaMode = mode));
            fault.Message.Should().Contain("schema version 99").And.Contain("98 or later").And.Contain($"up to {PostgresSchema.Version}");
            fault.IsTransient.Should().BeFalse();
        }
    }

    [Fact]
    public async Task A_schema_that_another_script_made_is_rejected_and_left_alone()
    {
        await using (PostgresStore first = await Database.OpenAsync(_schema))
        {
            await first.AppendAsync(1, Some.Events(0, 1, 1));
        }

        await Database.SqlAsync($"UPDATE {_schema}.schema_version SET checksum = 'edited' WHERE version = 2");
        foreach (PostgresSchemaMode mode in (PostgresSchemaMode[])[PostgresSchemaMode.CreateOrUpgrade, PostgresSchemaMode.Validate])
        {
            StoreException fault = await FaultAsync(await Database.OpenAsync(_schema, o => o.SchemaMode = mode));
            fault.Message.Should().Contain("different script of version 2").And.Contain("Choose another schema");
            fault.IsTransient.Should().BeFalse();
        }

        (await Database.SqlAsync($"SELECT sum(count) FROM {_schema}.bucket WHERE tier = 0")).Should().Equal("1");
    }

    [Fact]
    public async Task The_script_runs_in_psql_as_often_as_one_likes_and_satisfies_Validate()
    {
        PostgresServer server = await SharedServers.PostgresAsync();
        await server.SqlAsync(PostgresSchema.GetScript(_schema));
        await server.SqlAsync(PostgresSchema.GetScript(_schema));
        await server.SqlAsync(PostgresSchema.GetScript(_schema, fromVersion: 2));
        await using PostgresStore store = await Database.OpenAsync(_schema, o => o.SchemaMode = PostgresSchemaMode.Validate);
        await store.AppendAsync(1, Some.Events(0, 1, 1));
        (await store.CountAsync()).Should().Be(1);

        Func<Task> wrongStart = () => server.SqlAsync(PostgresSchema.GetScript(Database.Schema(), fromVersion: 2));
        await wrongStart.Should().ThrowAsync<InvalidOperationException>().WithMessage("*upgrades version 2*");
    }

    [Fact]
    public async Task Rows_are_all_the_rights_that_Validate_needs()
    {
        string asRole = await RoleAsync();
        await Database.SqlAsync(PostgresSchema.GetScript(_schema));
        (await FaultAsync(Open(asRole, PostgresSchemaMode.Validate))).Message.Should().Contain("42501").And.NotContain("secret");

        await Database.SqlAsync(
            $"GRANT USAGE ON SCHEMA {_schema} TO {_schema}; GRANT SELECT ON {_schema}.schema_version TO {_schema}; GRANT SELECT, "
                + $"INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {_schema} TO {_schema}; REVOKE INSERT ON {_schema}.event FROM "
                + $"{_schema}");
        StoreException fault = await FaultAsync(Open(asRole, PostgresSchemaMode.Validate));
        fault.Message.Should().Contain("the right to INSERT on table event").And.NotContain("bucket");

        await Database.SqlAsync($"GRANT INSERT ON {_schema}.event TO {_schema}");
        foreach (PostgresSchemaMode mode in Enum.GetValues<PostgresSchemaMode>())
        {
            await using PostgresStore store = Open(asRole, mode);
            await UseEveryRoleAsync(store, (int)mode);
        }
    }

    [Fact]
    public async Task A_role_without_rights_on_leases_gets_an_error_that_names_them()
    {
        string asRole = await RoleAsync();
        await Database.SqlAsync(PostgresSchema.GetScript(_schema));
        await Database.SqlAsync(
            $"GRANT USAGE ON SCHEMA {_schema} TO {_schema}; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {_schema} TO "
                + $"{_schema}; REVOKE ALL ON {_schema}.lease FROM {_schema}");
        (await FaultAsync(Open(asRole, PostgresSchemaMode.Validate))).Message.Should().Contain("the right to UPDATE on table lease");

        foreach (PostgresSchemaMode mode in (PostgresSchemaMode[])[PostgresSchemaMode.CreateOrUpgrade, PostgresSchemaMode.None])
        {
            await using PostgresStore store = Open(asRole, mode);
            await store.AppendAsync((int)mode + 1, Some.Events(0, 1, 1));
            Func<Task> take =
                async () =>
                    await store.Leases.AcquireAsync(
                        new LeaseRequest(new LeaseId("shop", "job"), "me", TimeSpan.FromMinutes(1)),
                        CancellationToken.None);
            Func<Task> list = async () => await store.Leases.ListAsync("shop", CancellationToken.None);
            foreach (Func<Task> use in (Func<Task>[])[take, list])
            {
                StoreException fault = (await use.Should().ThrowAsync<StoreException>()).Which;
                fault.Message.Should()
                    .Contain("the right to SELECT on table lease; the right to INSERT on table lease; the right to UPDATE on table lease")
                    .And.Contain("Grant them").And.NotContain("document");
                fault.IsTransient.Should().BeFalse();
            }
        }
    }

    /// <summary>
    /// The rows that earlier editions of 0.1.0 left: the first one, whose documents had no service, and that without a tier of days.
    /// </summary>
    public static TheoryData<string[]> EarlierEditions { get; } = new()
    {
        new[]
        {
            "b67191b1af6838a447e51d00081b31d0de0698b339d778c307d06c3ad123ff37",
            "8aabf019e676503dc4799503a3d13b8e79e024e80aeeec3edd978a3a52c65f62",
            "a90857d4d5167aee5edf8d611e9b947c5e6f7cdbc886e5433615c19f89793d9d",
            "1138271444e594728d60bab06f2ed1ca64d42c256d5401e9248214bc89711ad1",
            "0bf60d7c43696a5a1dce6bb386a0f7f1cc2260a3d81f325c71bd039b44539182",
        },
        new[] { "b67191b1af6838a447e51d00081b31d0de0698b339d778c307d06c3ad123ff37" },
        new[]
        {
            "61d3fa340365183d8dd211b0b5b4819eb72791c4febbdb9156fa29c8c2084900",
            "55a4bf6a47f1abfd96478c7562a7dbc0090b659e231bb252b7edc083fdef8609",
            "a731cab9f921068dcc6bfb8434065971b55f0246f9c22945b6c1467d9241b03f",
            "9d05ff55aba3a11d14e574b67877d20b8a89a1eb98ca1c472b856ab60940ffb8",
            "42b9b133b262ed1ab440f26c4f48b7fa5a0c2ba133b13e5f54fc199ff3e26d91",
            "1847f6427170686f9f846b85e2c6aa73a9c43301b6b550c57ef694dba0e1ddd9",
        },
    };

    [Theory]
    [MemberData(nameof(EarlierEditions))]
    public async Task A_schema_of_an_earlier_preview_is_rejected_in_every_mode_and_by_the_script(string[] checksums)
    {
        await Database.SqlAsync(
            $"CREATE SCHEMA {_schema}; CREATE TABLE {_schema}.schema_version (version int PRIMARY KEY, min_reader_version int NOT "
                + $"NULL, checksum text NOT NULL, library_version text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())");
        await Database.SqlAsync(string.Join(
            ';',
            checksums.Select((checksum, i) => $"INSERT INTO {_schema}.schema_version VALUES ({i + 1}, 1, '{checksum}', '0.1.0')")));
        foreach (PostgresSchemaMode mode in Enum.GetValues<PostgresSchemaMode>())
        {
            StoreException fault = await FaultAsync(await Database.OpenAsync(_schema, o => o.SchemaMode = mode));
            fault.Message.Should()
                .Contain(_schema).And
                .Contain(
                    "written by an earlier preview of Reliability SDK, which this version cannot read; start with a new schema, or "
                        + "delete it")
                .And.Contain($"DROP SCHEMA \"{_schema}\" CASCADE");
            fault.IsTransient.Should().BeFalse();
        }

        PostgresServer server = await SharedServers.PostgresAsync();
        Func<Task> script = () => server.SqlAsync(PostgresSchema.GetScript(_schema));
        await script.Should().ThrowAsync<InvalidOperationException>().WithMessage("*earlier preview*start with a new schema*");
        (await Database.SqlAsync($"SELECT count(*) FROM pg_class WHERE relnamespace = '{_schema}'::regnamespace AND relkind = 'r'"))
            .Should()
            .Equal("1");

        await Database.SqlAsync($"DROP SCHEMA {_schema} CASCADE");
        await using PostgresStore anew = await Database.OpenAsync(_schema);
        await anew.AppendAsync(1, Some.Events(0, 1, 1));
    }

    [Fact]
    public async Task Validate_lists_what_is_missing_and_creates_nothing()
    {
        StoreException nothing = await FaultAsync(await Database.OpenAsync(_schema, o => o.SchemaMode = PostgresSchemaMode.Validate));
        nothing.Message.Should()
            .Contain("table bucket").And
            .Contain("table service").And
            .Contain("function append_batch").And
            .Contain("function acquire_leases").And
            .Contain($"PostgresSchema.GetScript(\"{_schema}\")");
        (await Database.SqlAsync($"SELECT count(*) FROM pg_namespace WHERE nspname = '{_schema}'")).Should().Equal("0");

        await Database.SqlAsync(ScriptTo(2));
        (await FaultAsync(await Database.OpenAsync(_schema, o => o.SchemaMode = PostgresSchemaMode.Validate))).Message
            .Should().Contain($"version 2 of {PostgresSchema.Version}").And.Contain("table event").And.NotContain("table bucket");
    }

    [Fact]
    public async Task Creating_without_the_right_to_says_so()
    {
        StoreException fault = await FaultAsync(Open(await RoleAsync(), PostgresSchemaMode.CreateOrUpgrade));
        fault.Message.Should().Contain("may not be created or upgraded").And.Contain("GetScript");
        fault.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task None_looks_at_nothing_and_names_the_script_when_a_table_is_missing()
    {
        await using PostgresStore store = await Database.OpenAsync(_schema, o => o.SchemaMode = PostgresSchemaMode.None);
        await store.InitializeAsync(CancellationToken.None);
        Func<Task> use = async () => await store.AppendAsync(1, Some.Events(0, 1, 1));
        (await use.Should().ThrowAsync<StoreException>()).WithMessage("*lacks tables*GetScript*").Which.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task Tables_of_somebody_else_stay_as_they_are()
    {
        await Database.SqlAsync(
            $"CREATE SCHEMA {_schema}; CREATE TABLE {_schema}.series (mine int); INSERT INTO {_schema}.series VALUES (7)");
        (await FaultAsync(await Database.OpenAsync(_schema))).Message.Should().Contain("another application");
        (await Database.SqlAsync($"SELECT * FROM {_schema}.series")).Should().Equal("7");
        (await Database.SqlAsync($"SELECT to_regclass('{_schema}.schema_version') IS NULL")).Should().Equal("True");
    }

    [Fact]
    public async Task A_database_that_cannot_keep_every_name_is_rejected()
    {
        string name = _schema + "_latin";
        await Database.SqlAsync($"CREATE DATABASE {name} ENCODING 'LATIN1' TEMPLATE template0");
        string connectionString = (await SharedServers.PostgresAsync()).ConnectionStringTo(name);
        (await FaultAsync(await Database.OpenAsync(_schema, o => o.ConnectionString = connectionString))).Message
            .Should()
            .Contain("LATIN1").And
            .Contain("UTF8");
    }

    private static async Task UseEveryRoleAsync(PostgresStore store, int round)
    {
        await store.AppendAsync(round + 1, Some.Values(0, "orders", 1));
        (await store.FoldAsync()).Should().Be(1);
        (await store.HoursAsync()).Should().ContainSingle().Which.Sketch.Should().NotBeNull();
        await store.Series.SetRetentionAsync("shop", SeriesRetention.Default, CancellationToken.None);
        await store.Series.TrimAsync("shop", CancellationToken.None);
        var id = new DocumentId("shop", "c", $"d{round}");
        DocumentWrite write = DocumentWrite.Create(id, "{}");
        (await store.Documents.PutAsync(write, CancellationToken.None)).Should().Be(WriteOutcome.Stored);
        (await store.Documents.DeleteAsync(id, write.ETag, CancellationToken.None)).Should().Be(DeleteOutcome.Deleted);
        (await store.Events.AppendAsync(
            new EventAppend(new StreamId("shop", "s"), [new NewEvent("t", Some.Noon, "1")]),
            CancellationToken.None)).Outcome
            .Should()
            .Be(EventAppendOutcome.Appended);
        Lease? lease =
            await store.Leases.AcquireAsync(
                new LeaseRequest(new LeaseId("shop", "job"), "me", TimeSpan.FromMinutes(1)),
                CancellationToken.None);
        (await store.Leases.RenewAsync(lease!, CancellationToken.None)).Should().NotBeNull();
        (await store.Leases.ListAsync("shop", CancellationToken.None)).Leases.Should().ContainSingle();
        (await store.Leases.ReleaseAsync(lease!, CancellationToken.None)).Should().BeTrue();
        var experiment = new ExperimentId("shop", "button");
        EnrollmentEntry seen = new()
        {
            Kind = EnrollmentKind.Exposure,
            Unit = $"u{round}",
            Variant = "red",
            Value = 0,
            Second = 0,
            Time = Some.Noon,
        };
        EnrollmentEntry did = new()
        {
            Kind = EnrollmentKind.Sum,
            Unit = $"u{round}",
            Metric = "spent",
            Value = 1,
            Second = 0,
            Time = Some.Noon,
        };
        (await store.Enrollments.ApplyAsync(
            new EnrollmentBatch(experiment, "p", round + 1, [seen, did, seen with { Variant = "blue" }]),
            CancellationToken.None)).Crossed
            .Should()
            .Be(1);
        await store.Enrollments.DeleteAsync(experiment, CancellationToken.None);
    }

    private static async Task<StoreException> FaultAsync(PostgresStore store)
    {
        await using (store)
        {
            Func<Task> begin = async () => await store.InitializeAsync(CancellationToken.None);
            return (await begin.Should().ThrowAsync<StoreException>()).Which;
        }
    }

    /// <summary>A role that may log in and nothing else.</summary>
    private async Task<string> RoleAsync()
    {
        await Database.SqlAsync($"CREATE ROLE {_schema} LOGIN PASSWORD 'secret'");
        return new NpgsqlConnectionStringBuilder(await Database.ConnectionStringAsync())
        {
            Username = _schema,
            Password = "secret",
        }.ConnectionString;
    }

    private PostgresStore Open(string connectionString, PostgresSchemaMode mode) =>
        new(new PostgresStoreOptions { ConnectionString = connectionString, Schema = _schema, SchemaMode = mode });

    private Task<string[]> VersionsAsync() => Database.SqlAsync($"SELECT version FROM {_schema}.schema_version ORDER BY 1");

    /// <summary>The script of a library that knew versions up to the given one.</summary>
    private string ScriptTo(int version)
    {
        string script = PostgresSchema.GetScript(_schema);
        int next = script.IndexOf($"version = {version + 1})", StringComparison.Ordinal);
        return script[..script.LastIndexOf("DO $reliability$", next, StringComparison.Ordinal)] + "COMMIT;";
    }
}
