using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Reliability.Alerting;
using Reliability.Jobs;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Storage.Conformance;
using Reliability.Storage.Postgres;
using Reliability.Storage.Redis;
using Reliability.TestServers;

namespace Reliability.SharedStore.Tests;

/// <summary>Names that are illegal or look alike, stores that are away in part, and rights that are missing.</summary>
[Trait("guarantee", "10")]
public sealed class BadInputTests
{
    private const string Shop = "shop";

    /// <summary>Names that hold what separates the parts of keys, that differ by case, and the longest.</summary>
    private static readonly string[] Tricky =
    [
        "shop", "Shop", "SHOP", "sho", "shop:", "shop:alerts", "shop/alerts", "shop|alerts", "{shop}", "}shop{", "shop}:l:leases{",
        "shop\\", "*", "[s]hop", "%", "_", "'", "\"", "$1", "a b", "objective:checkout",
        "caf\u00e9", "cafe", "\u0130stanbul", "istanbul", new string('x', 200), new string('x', 199),
    ];

    public static TheoryData<string> Kinds => SharedStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Services_whose_names_hold_separators_or_differ_by_a_character_stay_apart(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        IReliabilityStore store = await data.OpenAsync();
        List<HostedProcess> processes = [.. Tricky.Select(name => HostedProcess.Start(store, name, r => r.Objective()))];
        for (int i = 0; i < processes.Count; i++)
        {
            await processes[i].RecordAsync(Declared.Checkout, good: 1000 + i, bad: i % 2 == 0 ? 1000 : 0);
            await processes[i].RoundAsync("alerts", "ledger", "retention");
        }

        for (int i = 0; i < processes.Count; i++)
        {
            HostedProcess process = processes[i];
            await process.RoundAsync();
            (await process.FiresAsync()).Should().Be(i % 2 == 0, Tricky[i]);
            process.Notifier.Told.Select(told => told.Service).Should().Equal(i % 2 == 0 ? [Tricky[i]] : []);
            (await process.Get<IErrorBudgets>().GetStatusAsync(Declared.Checkout)).Good.Should().Be(1000 + i);
            (await process.Get<IAlerts>().GetHistoryAsync(Tricky[i], 10)).Should().HaveCount(i % 2 == 0 ? 1 : 0);
            (await process.Get<IBudgetLedger>().GetEntriesAsync(Tricky[i])).Should().ContainSingle();
            process.Log.Of("JobFailed").Should().BeEmpty(Tricky[i]);
            process.Get<IJobs>().Conflicts.Should().BeEmpty();
            await process.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("", "1 to 200")]
    [InlineData("  ", "white space")]
    [InlineData("cafe\u0301", "normalization form C")]
    [InlineData("a\nb", "control")]
    [InlineData("a\0b", "control")]
    [InlineData("lone surrogate", "valid Unicode")]
    public async Task An_illegal_service_name_stops_the_setup_and_says_why(string name, string why)
    {
        await using SharedStore data = await SharedStore.NewAsync(SharedStore.Memory);
        IReliabilityStore store = await data.OpenAsync();
        string given = name == "lone surrogate" ? "a" + '\ud800' : name; // test runners cannot write it down
        Action start = () => HostedProcess.Start(store, given, r => r.Objective());
        start.Should().Throw<OptionsValidationException>().Which.Message.Should().Contain("Service").And.Contain(why);
    }

    [Theory]
    [InlineData("x", 201)]
    [InlineData("\u00e9", 101)]
    public async Task A_service_name_of_more_than_200_bytes_stops_the_setup(string letter, int count)
    {
        await using SharedStore data = await SharedStore.NewAsync(SharedStore.Memory);
        IReliabilityStore store = await data.OpenAsync();
        Action start = () => HostedProcess.Start(store, string.Concat(Enumerable.Repeat(letter, count)), r => r.Objective());
        start.Should().Throw<OptionsValidationException>().Which.Message.Should().Contain("200");
    }

    [Theory]
    [InlineData("Shop")]
    [InlineData("\uff53hop")]
    public async Task Services_of_one_setup_that_look_alike_are_rejected(string twin)
    {
        await using SharedStore data = await SharedStore.NewAsync(SharedStore.Memory);
        IReliabilityStore store = await data.OpenAsync();
        Action start =
            () => HostedProcess.Start(store, Shop, r => r.Objective().AddSlo("search", slo => slo.Availability(99m).OfService(twin)));
        start.Should()
            .Throw<OptionsValidationException>().Which.Message
            .Should()
            .Contain($"'{twin}'").And
            .Contain("differ only by case or by the form");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Two_setups_of_one_service_with_one_definition_evaluate_and_notify_once(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        await using HostedProcess process = HostedProcess.Start(
            await data.OpenAsync(), TimeSpan.Zero, notifier: null, ("", Shop, r => r.Objective()), ("again", Shop, r => r.Objective()));
        await process.RecordAsync(Declared.Checkout, good: 0, bad: 50);
        await process.RoundAsync();
        await process.RoundAsync();

        process.Notifier.Told.Should().ContainSingle();
        (await process.FiresAsync(setup: "again")).Should().BeTrue();
        process.Get<IJobs>().Conflicts.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Two_setups_of_one_service_with_two_definitions_are_reported(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        await using HostedProcess process = HostedProcess.Start(
            await data.OpenAsync(),
            TimeSpan.Zero,
            notifier: null,
            ("", Shop, r => r.Objective()),
            ("other", Shop, r => r.Objective(target: 99m)));
        await process.RecordAsync(Declared.Checkout, good: 0, bad: 50);
        for (int i = 0; i < 3; i++)
        {
            await process.RoundAsync();
        }

        await process.LookAsync();
        process.Notifier.Told.Should().ContainSingle();
        DefinitionConflict[] conflicts = [process.Get<IJobs>().Conflicts.Single(), process.Get<IJobs>("other").Conflicts.Single()];
        conflicts.Select(one => one.IsOurs).Should().BeEquivalentTo([true, false]);
        conflicts.Select(one => one.Answers).Distinct().Should().ContainSingle();
        process.Log.Of("DefinitionConflict").Should().HaveCount(2);
    }

    [Fact]
    public async Task A_setup_that_is_named_twice_is_one()
    {
        await using SharedStore data = await SharedStore.NewAsync(SharedStore.Memory);
        await using HostedProcess process = HostedProcess.Start(
            await data.OpenAsync(),
            Shop,
            r => r.Services.AddReliability(more => more.Objective("search")).AddReliability(more => more.Objective()));
        await process.RecordAsync(Declared.Checkout, good: 0, bad: 50);
        await process.RecordAsync("search", good: 0, bad: 50);
        await process.RoundAsync();
        process.Notifier.Told.Select(one => one.Slo).Should().BeEquivalentTo(Declared.Checkout, "search");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task While_the_lease_store_is_away_nothing_is_judged_and_that_is_said_and_afterwards_it_goes_on(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        var store = new ChaosStore(await data.OpenAsync());
        ChaosControl leases = store.Controls[StorageRoles.Leases];
        leases.IsDown = true;
        await using HostedProcess process = HostedProcess.Start(store, Shop, r => r.Objective());

        await ShouldBearAsync(process, isAway => leases.IsDown = isAway);
        process.Log.Of("HeartbeatFailed").Should().HaveCount(2);
        process.Log.Of("HeartbeatRecovered").Should().HaveCount(2);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task While_the_document_store_is_away_nothing_is_judged_and_that_is_said_and_afterwards_it_goes_on(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        var store = new ChaosStore(await data.OpenAsync());
        ChaosControl documents = store.Controls[StorageRoles.Documents];
        documents.IsDown = true;
        await using HostedProcess process = HostedProcess.Start(store, Shop, r => r.Objective());

        await ShouldBearAsync(process, isAway => documents.IsDown = isAway);
    }

    [Fact]
    public async Task A_PostgreSQL_role_without_rights_on_leases_judges_nothing_says_why_and_disturbs_nobody()
    {
        PostgresServer server = await SharedServers.PostgresAsync();
        string schema = $"rights_{Guid.NewGuid():N}";
        await server.SqlAsync(PostgresSchema.GetScript(schema));
        await server.SqlAsync(
            $"CREATE ROLE {schema} LOGIN PASSWORD 'secret'; GRANT USAGE ON SCHEMA {schema} TO {schema}; GRANT SELECT, INSERT, UPDATE, "
                + $"DELETE ON ALL TABLES IN SCHEMA {schema} TO {schema}; REVOKE ALL ON {schema}.lease FROM {schema}");
        string asRole =
            new NpgsqlConnectionStringBuilder(server.ConnectionString) { Username = schema, Password = "secret" }.ConnectionString;
        await using var limited = new PostgresStore(new PostgresStoreOptions
        {
            ConnectionString = asRole,
            Schema = schema,
            SchemaMode = PostgresSchemaMode.None,
        });
        await using var full = new PostgresStore(new PostgresStoreOptions { ConnectionString = server.ConnectionString, Schema = schema });

        await ShouldDisturbNobodyAsync(limited, full, "lease");
    }

    [Fact]
    public async Task A_Redis_user_without_rights_on_leases_judges_nothing_says_why_and_disturbs_nobody()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await server.CommandAsync(
            [
                "ACL",
                "SETUSER",
                "shop",
                "on",
                ">secret",
                "~rel:format",
                .. new[] { 's', 'd', 'e', 'x' }.Select(role => $"~rel:v3:*:{role}:*"),
                "~rel:v3:collections",
                "~rel:v3:streams",
                "~rel:v3:services",
                "&*",
                "+@all",
            ]);
        await using var limited = new RedisStore(new RedisStoreOptions
        {
            Configuration = $"127.0.0.1:{server.Port},user=shop,password=secret",
        });
        await using var full = new RedisStore(new RedisStoreOptions { Configuration = $"127.0.0.1:{server.Port}" });

        await ShouldDisturbNobodyAsync(limited, full, "rights");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_service_that_is_renamed_begins_anew_and_what_fires_under_its_former_name_is_found(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        await using HostedProcess before = HostedProcess.Start(await data.OpenAsync(), "store-front", r => r.Objective());
        await before.RecordAsync(Declared.Checkout, good: 0, bad: 50);
        await before.RoundAsync();
        await before.StopAsync();

        await using HostedProcess renamed = HostedProcess.Start(await data.OpenAsync(), "storefront", r => r.Objective().Freeze());
        await renamed.RecordAsync(Declared.Checkout, good: 50, bad: 0);
        await renamed.RoundAsync();

        (await renamed.FiresAsync()).Should().BeFalse();
        renamed.Notifier.Told.Should().BeEmpty();
        (await renamed.Get<IErrorBudgets>().GetStatusAsync(Declared.Checkout)).Total.Should().Be(50);
        (await renamed.Get<IReleaseGate>().DecideAsync("storefront")).Verdict.Should().Be(GateVerdict.Allow);
        (await renamed.Get<IAlerts>().GetOrphanedAsync("storefront")).Should().BeEmpty();
        (await renamed.Get<IAlerts>().GetOrphanedAsync("store-front")).Should().ContainSingle().Which.Service.Should().Be("store-front");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Over_HTTP_the_new_name_of_a_service_starts_empty_and_its_former_one_shows_what_fires_to_who_declares_it(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        await using HostedProcess before = HostedProcess.Start(await data.OpenAsync(), "store-front", r => r.Objective());
        await before.RecordAsync(Declared.Checkout, good: 0, bad: 50);
        await before.RoundAsync("alerts", "ledger");
        (await before.OrphanedOverHttpAsync("store-front")).Should().BeEmpty("it is alive");
        await before.StopAsync();

        await using HostedProcess renamed = HostedProcess.Start(await data.OpenAsync(), "storefront", r => r.Objective().Freeze());
        (await renamed.BudgetOverHttpAsync()).Should().Be((0, 0));
        await renamed.RecordAsync(Declared.Checkout, good: 50, bad: 0);
        await renamed.RoundAsync();
        (await renamed.BudgetOverHttpAsync()).Should().Be((50, 0));
        (await renamed.StateOverHttpAsync()).Should().Be("Inactive");
        (await renamed.HistoryOverHttpAsync("storefront")).Should().BeEmpty();
        (await renamed.OrphanedOverHttpAsync("storefront")).Should().BeEmpty();
        (await renamed.OkAsync("ledger/storefront")).GetProperty("entries").GetArrayLength().Should().Be(0);
        (await renamed.OkAsync("gate/storefront")).GetProperty("verdict").GetString().Should().Be("Allow");
        (await renamed.AskAsync("alerts/orphaned/store-front")).Status.Should().Be(HttpStatusCode.NotFound);

        await using HostedProcess both = HostedProcess.Start(
            await data.OpenAsync(),
            "storefront",
            r => r.Objective().Freeze().AddSlo("former", slo => slo.Availability(99.9m).OfService("store-front")));
        (await both.OrphanedOverHttpAsync("store-front")).Should().Equal(Declared.Checkout);
        (await both.HistoryOverHttpAsync("store-front")).Should().Equal((Declared.Checkout, "Fired"));
    }

    /// <summary>A role is away at the start, and once more later, longer than a lease lasts.</summary>
    private static async Task ShouldBearAsync(HostedProcess process, Action<bool> away)
    {
        await process.RecordAsync(Declared.Checkout, good: 0, bad: 50);
        await process.RoundAsync();
        await process.LookAsync();
        process.Log.Of("JobFailed").Should().NotBeEmpty();
        process.Notifier.Told.Should().BeEmpty();
        process.Clock.Advance(TimeSpan.FromMinutes(2));
        await process.LookAsync();
        process.Log.Of("JobLate")
            .Should()
            .Contain(one => one.Contains("alerts", StringComparison.Ordinal) && one.Contains(Declared.Checkout, StringComparison.Ordinal));
        process.Get<IReliabilityHealth>().GetReport().LateJobs.Should().Contain(one => one.Job == "alerts");
        (await process.AskAsync("status")).Json.GetProperty("lateJobs").GetRawText().Should().Contain("alerts");

        away(false);
        await process.RoundAsync();
        await process.LookAsync();
        (await process.FiresAsync()).Should().BeTrue();
        process.Notifier.Told.Should().ContainSingle();
        process.Log.Of("JobRecovered").Should().NotBeEmpty();
        process.Get<IReliabilityHealth>().GetReport().LateJobs.Should().NotContain(one => one.Job == "alerts");

        away(true);
        await process.RoundAsync();
        process.Clock.Advance(TimeSpan.FromMinutes(2));
        await process.RoundAsync();
        away(false);
        await process.RecordAsync(Declared.Checkout, good: 50_000, bad: 0);
        await process.RoundAsync();
        await process.RoundAsync();
        (await process.FiresAsync()).Should().BeFalse();
        process.Notifier.Told.Select(one => one.Kind).Should().Equal(AlertTransitionKind.Fired, AlertTransitionKind.Resolved);
    }

    private static async Task ShouldDisturbNobodyAsync(IReliabilityStore limited, IReliabilityStore full, string why)
    {
        await using HostedProcess without = HostedProcess.Start(limited, Shop, r => r.Objective().Objective("search"));
        await using HostedProcess with = HostedProcess.Start(full, Shop, r => r.Objective());
        await without.RecordAsync(Declared.Checkout, good: 0, bad: 50);
        await without.RoundAsync();
        await with.RoundAsync();
        await without.RoundAsync();
        without.Clock.Advance(TimeSpan.FromMinutes(2));
        await without.LookAsync();

        with.Notifier.Told.Should().ContainSingle();
        with.Log.Of("JobFailed").Should().BeEmpty();
        without.Notifier.Told.Should().BeEmpty();
        without.Log.Of("JobFailed")
            .Should()
            .Contain(one => one.Contains(why, StringComparison.Ordinal)).And
            .NotContain(one => one.Contains("secret", StringComparison.Ordinal));
        without.Log.Of("HeartbeatFailed").Should().ContainSingle().Which.Should().Contain(why);
        without.Log.Of("JobLate").Should().Contain(one => one.Contains("search", StringComparison.Ordinal));
        (await without.FiresAsync()).Should().BeTrue("what others judged is read all the same");
    }
}
