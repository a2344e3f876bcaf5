using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Reliability.Common;
using Reliability.Incidents;
using Reliability.Internal;
using Reliability.Jobs;
using Reliability.Recording;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Storage.Sqlite;

namespace Reliability.Extensions.DependencyInjection.Tests;

public sealed class RegistrationTests
{
    private static readonly Action<SloBuilder> Checkout = slo => slo.Availability(99.9m);

    [Fact]
    public void The_default_setup_needs_no_key()
    {
        using ServiceProvider provider = new ServiceCollection().AddReliability(r => r.AddSlo("checkout", Checkout)).BuildServiceProvider();

        provider.GetRequiredService<IErrorBudgets>().Objectives.Should().ContainSingle().Which.Name.Should().Be("checkout");
        provider.GetRequiredService<ReliabilityRecorder>()
            .Outcomes("checkout").Id
            .Should()
            .Be(new SeriesId(Assembly.GetEntryAssembly()!.GetName().Name!, "checkout"));
        provider.GetRequiredService<ReliabilityRecorder>()
            .Should()
            .BeSameAs(provider.GetRequiredKeyedService<ReliabilityRecorder>(string.Empty));
    }

    [Fact]
    public async Task Without_a_delegate_the_setup_works_and_later_calls_add_to_it()
    {
        var services = new ServiceCollection();
        services.AddReliability();
        services.AddReliability(r => r.AddSlo("checkout", Checkout));
        await using ServiceProvider provider = services.BuildServiceProvider();

        ReliabilityRecorder recorder = provider.GetRequiredService<ReliabilityRecorder>();
        recorder.Outcomes("checkout").Record(good: true);
        await recorder.FlushAsync();

        BudgetStatus status = await provider.GetRequiredService<IErrorBudgets>().GetStatusAsync("checkout");
        status.Good.Should().Be(1, "the data of a setup without a store is kept in memory");
        provider.GetServices<IHostedService>().OfType<ReliabilityWorker>().Should().ContainSingle("both calls are one setup");
    }

    [Fact]
    public async Task The_release_gate_of_a_setup_keeps_its_overrides_in_the_store_of_the_setup()
    {
        using var store = new InMemoryStore();
        var services = new ServiceCollection();
        services.AddReliability(
            "partners",
            r => r.AddSlo("quotes", slo => slo.Availability(99.5m).OfService("quotes")).UseStore(store, StorageRoles.All));
        await using ServiceProvider provider = services.BuildServiceProvider();

        IReleaseGate gate = provider.GetRequiredKeyedService<IReleaseGate>("partners");
        await gate.OverrideAsync(new GateOverride
        {
            Service = "quotes",
            By = "ada",
            Reason = "the fix",
            ExpiresAt = TimeProvider.System.GetUtcNow().AddHours(1),
        });

        (await store.Events.GetLastPositionAsync(new StreamId("quotes", "gate"), default)).Should().Be(1);
        provider.GetService<IReleaseGate>().Should().BeNull("only the default setup needs no key");
    }

    [Fact]
    public void Calling_it_twice_is_harmless()
    {
        var services = new ServiceCollection();
        services.AddReliability(r => r.AddSlo("checkout", Checkout));
        services.AddReliability(r => r.AddSlo("checkout", Checkout).AddSlo("search", Checkout));
        using ServiceProvider provider = services.BuildServiceProvider();

        provider.GetRequiredService<IErrorBudgets>().Objectives.Select(slo => slo.Name).Should().Equal("checkout", "search");
        provider.GetServices<IHostedService>().OfType<ReliabilityWorker>().Should().ContainSingle("one flusher serves both calls");
        provider.GetServices<IHostedService>().OfType<HeartbeatWorker>().Should().ContainSingle("the setup is one process to others");
        provider.GetServices<IHostedService>()
            .OfType<LeasedJob>()
            .Select(job => job.Job)
            .Should()
            .BeEquivalentTo(
                [
                    "retention", "fold", "ledger", "alerts", "deployments", "guardrails", "evidence", "trends", "incidents",
                    "action-reminders",
                ],
                "each job is done once for both calls");
        provider.GetServices<IHostedService>().Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_keyed_setup_shares_nothing_with_the_default_one()
    {
        var services = new ServiceCollection();
        services.AddReliability(r => r.AddSlo("checkout", Checkout));
        services.AddReliability("partners", r => r.AddSlo("checkout", slo => slo.Availability(99m)).AddSlo("quotes", Checkout));
        await using ServiceProvider provider = services.BuildServiceProvider();

        ReliabilityRecorder own = provider.GetRequiredService<ReliabilityRecorder>();
        ReliabilityRecorder partners = provider.GetRequiredKeyedService<ReliabilityRecorder>("partners");
        partners.Outcomes("checkout").Record(good: false);
        await partners.FlushAsync();
        await own.FlushAsync();

        (await provider.GetRequiredKeyedService<IErrorBudgets>("partners").GetStatusAsync("checkout")).Bad.Should().Be(1);
        (await provider.GetRequiredService<IErrorBudgets>().GetStatusAsync("checkout")).Total.Should().Be(0);
        provider.GetServices<IHostedService>().OfType<ReliabilityWorker>().Should().HaveCount(2);
        provider.GetServices<IHostedService>().OfType<LeasedJob>().Where(job => job.Job == "alerts").Should().HaveCount(2);
        provider.GetServices<IHostedService>().OfType<HeartbeatWorker>().Should().HaveCount(2);
        provider.GetRequiredKeyedService<JobCoordinator>("partners").Options.ProcessId
            .Should()
            .NotBe(provider.GetRequiredService<JobCoordinator>().Options.ProcessId);
        own.Invoking(r => r.Outcomes("quotes")).Should().Throw<KeyNotFoundException>().WithMessage("*'quotes'*'checkout'*");
    }

    [Fact]
    public async Task A_store_of_the_callers_is_never_disposed_and_one_that_was_created_is()
    {
        var shared = Substitute.For<ISeriesStore, IDisposable>();
        var created = Substitute.For<ISeriesStore, IDisposable>();
        var services = new ServiceCollection();
        services.AddReliability(r => r.UseSeriesStore(shared));
        services.AddReliability("own", r => r.UseSeriesStore(_ => created));
        ServiceProvider provider = services.BuildServiceProvider();
        _ = provider.GetRequiredService<ISeriesStore>();
        _ = provider.GetRequiredService<ReliabilityRecorder>();
        _ = provider.GetRequiredKeyedService<ReliabilityRecorder>("own");

        await provider.DisposeAsync();

        ((IDisposable)shared).DidNotReceive().Dispose();
        ((IDisposable)created).Received().Dispose();
    }

    [Fact]
    public void The_last_store_counts_and_the_clock_is_the_applications()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var services = new ServiceCollection().AddSingleton<TimeProvider>(clock);
        services.AddReliability(r => r.UseSqlite("never-opened.db").AddSlo("checkout", Checkout));
        services.AddReliability(r => r.UseSeriesStore(_ => new InMemorySeriesStore()));
        using ServiceProvider provider = services.BuildServiceProvider();

        provider.GetRequiredService<ISeriesStore>().Should().BeOfType<InMemorySeriesStore>();
        provider.GetRequiredService<ReliabilityRecorder>()
            .Outcomes("checkout")
            .Record(true, clock.GetUtcNow().AddHours(1))
            .Should()
            .Be(RecordResult.InFuture);
        File.Exists("never-opened.db").Should().BeFalse();
    }

    [Fact]
    public void UseSqlite_registers_the_sqlite_store_and_checks_its_settings_at_once()
    {
        using ServiceProvider provider = new ServiceCollection().AddReliability(r => r.UseSqlite("never-opened.db")).BuildServiceProvider();
        provider.GetRequiredService<ISeriesStore>().GetType().Assembly.Should().BeSameAs(typeof(SqliteStore).Assembly);
        provider.GetRequiredService<ILeaseStore>().GetType().Assembly.Should().BeSameAs(typeof(SqliteStore).Assembly);

        Action empty = () => new ServiceCollection().AddReliability(r => r.UseSqlite(string.Empty));
        empty.Should().Throw<ArgumentException>().WithMessage("*Path*");
        Action timeout =
            () => new ServiceCollection().AddReliability(r => r.UseSqlite(o => (o.Path, o.BusyTimeout) = ("a.db", TimeSpan.FromHours(-1))));
        timeout.Should().Throw<ArgumentException>().WithMessage("*BusyTimeout*-01:00:00*");
    }

    [Fact]
    public void The_work_in_the_background_can_be_asked_about()
    {
        using ServiceProvider provider = new ServiceCollection().AddReliability(r => r.AddSlo("checkout", Checkout)).BuildServiceProvider();
        provider.GetRequiredService<IJobs>()
            .Should()
            .BeSameAs(provider.GetRequiredKeyedService<IJobs>(string.Empty)).And
            .BeSameAs(provider.GetRequiredService<JobCoordinator>());
    }

    [Fact]
    public void Every_module_registers_each_of_its_services_once_for_each_setup()
    {
        var services = new ServiceCollection();
        services.AddReliability(_ => { });
        services.AddReliability("partners", _ => { });
        foreach (string key in (string[])[string.Empty, "partners"])
        {
            // Several modules add to these, and all of them are asked.
            Type[] shared =
                [typeof(LeasedJob), typeof(IMarkerSource), typeof(IReleaseCheck), typeof(ILinkTargets), typeof(IActionSource)];
            services.Where(one => one.IsKeyedService && Equals(one.ServiceKey, key) && !shared.Contains(one.ServiceType))
                .Select(one => one.ServiceType).Should().OnlyHaveUniqueItems().And.Contain(
                [
                    typeof(JobCoordinator),
                    typeof(IJobs),
                    typeof(HeartbeatWorker),
                ]);
        }
    }

    [Fact]
    public async Task What_names_no_service_belongs_to_the_one_of_the_entry_assembly()
    {
        string assembly = Assembly.GetEntryAssembly()!.GetName().Name!;
        await using ServiceProvider provider = new ServiceCollection()
            .AddReliability(r => r.AddSlo("checkout", Checkout).AddSlo("quotes", slo => slo.Availability(99m).OfService("quotes")))
                .BuildServiceProvider();
        provider.GetRequiredService<IErrorBudgets>().Objectives.Select(slo => slo.Service).Should().Equal(assembly, "quotes");
        _ = provider.GetServices<IHostedService>().Count();
        (await provider.GetRequiredService<IJobs>().GetStatusAsync())
            .Where(job => job.Job == "retention")
            .Select(job => job.Service)
            .Should()
            .BeEquivalentTo([assembly, "quotes"]);
    }

    [Theory]
    [InlineData("Shop", "shop")]
    [InlineData("straße", "STRASSE", false)]
    [InlineData("ｓhop", "shop")]
    public void Services_that_differ_only_by_case_or_form_are_rejected_at_start(string one, string other, bool isRejected = true)
    {
        using ServiceProvider provider = new ServiceCollection()
            .AddReliability(r =>
                r.Configure(o => o.Service = one)
                    .AddSlo("checkout", Checkout)
                    .AddSlo("search", slo => slo.Availability(99m).OfService(other)))
                .BuildServiceProvider();
        Action start = provider.GetRequiredService<IStartupValidator>().Validate;
        if (isRejected)
        {
            start.Should()
                .Throw<OptionsValidationException>()
                .WithMessage($"*Slos: *'{one}'*'{other}'*differ only by case*Spell them alike*");
        }
        else
        {
            start.Should().NotThrow();
        }
    }

    [Theory]
    [InlineData("", "Service: *empty*")]
    [InlineData("  ", "Service: *white space*")]
    [InlineData("cafe\u0301", "Service: *normalization form C*'caf\u00e9'*")]
    [InlineData("a\nb", "Service: *control character*")]
    [InlineData("long", "Service: *1 to 200 bytes*")]
    public void A_service_name_that_is_not_legal_is_rejected_at_start_naming_the_setting(string service, string message)
    {
        service = service == "long" ? new string('s', 201) : service;
        using ServiceProvider provider =
            new ServiceCollection()
                .AddReliability(r => r.Configure(o => o.Service = service).AddSlo("checkout", Checkout))
                .BuildServiceProvider();
        Action start = provider.GetRequiredService<IStartupValidator>().Validate;
        start.Should().Throw<OptionsValidationException>().WithMessage(message);
    }

    [Theory]
    [InlineData("a:b/c{d}|e%f")]
    [InlineData("longest")]
    public async Task A_service_name_that_holds_separators_or_is_as_long_as_may_be_works(string service)
    {
        service = service == "longest" ? new string('s', 200) : service;
        using var fleet = new Fleet();
        FleetHost host = fleet.Add(r => r.Configure(o => o.Service = service).AddSlo("checkout", Checkout));
        await host.BurnAsync();
        await fleet.RunIntervalAsync();
        (await host.StatusAsync("alerts", "checkout")).LastDoneBy.Should().Be(host.Process);
        fleet.Logged("PageFired").Should().ContainSingle().Which.Should().StartWith($"PAGE {service}/checkout");
    }
}
