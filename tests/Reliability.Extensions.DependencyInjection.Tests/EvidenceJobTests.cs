using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Reliability.Common;
using Reliability.Experiments;
using Reliability.Internal;
using Reliability.Jobs;
using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>The job that stores the evidence of each day. The service lies in New York, 5 hours behind UTC.</summary>
public sealed class EvidenceJobTests : IDisposable
{
    private static readonly DateOnly First = new(2026, 2, 3);
    private static readonly ChangeRequest Request = new() { By = "ada", Reason = "go" };
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 2, 3, 12, 0, 0, TimeSpan.Zero));
    private readonly ChaosStore _store;
    private readonly LogCollector _log = new();

    public EvidenceJobTests() => _store = new ChaosStore(new InMemoryStore(_clock));

    public void Dispose()
    {
        _store.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task A_host_stores_each_day_soon_after_its_end_where_the_service_is()
    {
        using IHost host = Host();
        Experiment button = await RunAsync(host, "button");
        await host.StartAsync();
        await AdvanceUntilAsync(host, button, days: 2);
        await host.StopAsync();

        IReadOnlyList<EvidenceDay> days = await Experiments(host).GetEvidenceAsync(button);
        days.Select(one => one.Day).Should().Equal(First, First.AddDays(1));
        for (int i = 0; i < days.Count; i++)
        {
            // A round comes every 10 minutes; whoever lost a lease tries again sooner.
            var end = new DateTimeOffset(First.AddDays(i + 1).ToDateTime(new TimeOnly(5, 0)), TimeSpan.Zero);
            (days[i].Evidence.At - end).Should().BeGreaterThanOrEqualTo(TimeSpan.Zero).And.BeLessThan(TimeSpan.FromMinutes(30));
        }
    }

    [Fact]
    public async Task A_day_is_stored_once_by_ten_processes_and_by_another_when_the_first_has_stopped()
    {
        IHost[] hosts = [.. Enumerable.Range(0, 10).Select(_ => Host())];
        Experiment button = await RunAsync(hosts[0], "button");
        _clock.Advance(TimeSpan.FromDays(1));
        foreach (IHost host in hosts)
        {
            await RoundAsync(host);
        }

        (await Experiments(hosts[9]).GetEvidenceAsync(button)).Should().ContainSingle().Which.Day.Should().Be(First);
        await hosts[0].Services.GetRequiredKeyedService<HeartbeatWorker>(string.Empty).StopAsync(default);
        _clock.Advance(TimeSpan.FromDays(1));
        await RoundAsync(hosts[1]);
        (await Experiments(hosts[9]).GetEvidenceAsync(button)).Should().HaveCount(2);
        Array.ForEach(hosts, host => host.Dispose());
    }

    [Fact]
    public async Task Drafts_and_concluded_experiments_have_no_job()
    {
        using IHost host = Host();
        await Experiments(host).CreateAsync(Definition("draft"), Request with { Id = "1" });
        Experiment old = await RunAsync(host, "old");
        await Experiments(host).ConcludeAsync(old, new() { By = "ada", Reason = "enough", Ship = "blue", Override = true });
        Experiment paused = await RunAsync(host, "paused");
        _clock.Advance(TimeSpan.FromHours(1));
        paused = (await Experiments(host).PauseAsync(paused, Request with { Id = "2" })).Current;
        _clock.Advance(TimeSpan.FromDays(3));
        await RoundAsync(host);

        (await Experiments(host).GetEvidenceAsync(paused)).Should().ContainSingle().Which.Day.Should().Be(First);
        (await host.Services.GetRequiredService<IJobs>().GetStatusAsync()).Where(job => job.Job == "evidence")
            .Should().ContainSingle().Which.Item.Should().Be("paused");
    }

    [Fact]
    public async Task An_experiment_that_cannot_be_read_is_reported_and_the_days_of_the_others_are_stored()
    {
        using IHost host = Host();
        Experiment button = await RunAsync(host, "button");
        await _store.Documents.PutAsync(
            DocumentWrite.Create(new DocumentId("shop", "experiments", "later"), """{"v":99}"""), default);
        _clock.Advance(TimeSpan.FromDays(1));
        await RoundAsync(host);

        (await Experiments(host).GetEvidenceAsync(button)).Should().ContainSingle();
        _log.Lines.Should().ContainSingle(line => line.Event == "JobFailed").Which.Message.Should().Contain("'later'");
    }

    [Theory]
    [InlineData(StorageRoles.Documents)]
    [InlineData(StorageRoles.Enrollments)]
    [InlineData(StorageRoles.Leases)]
    public async Task An_unavailable_store_is_reported_once_and_the_day_is_stored_when_it_is_back(StorageRoles role)
    {
        using IHost host = Host();
        Experiment button = await RunAsync(host, "button");
        _clock.Advance(TimeSpan.FromDays(1));
        _store.Controls[role].IsDown = true;
        for (int round = 0; round < 3; round++)
        {
            await RoundAsync(host);
        }

        _log.Lines.Should().ContainSingle(line => line.Event == "JobFailed").Which.Message.Should().StartWith("The job evidence failed");
        _store.Controls[role].IsDown = false;
        await RoundAsync(host);
        (await Experiments(host).GetEvidenceAsync(button)).Should().ContainSingle().Which.Day.Should().Be(First);
        _log.Lines.Should().ContainSingle(line => line.Event == "JobRecovered");
    }

    private static Task RoundAsync(IHost host) => LeasedJobs.Of(host, "evidence").RunOnceAsync(default);

    private static IExperiments Experiments(IHost host) => host.Services.GetRequiredService<IExperiments>();

    private static ExperimentDefinition Definition(string key) => new()
    {
        Key = key,
        Variants = [new("blue", 1), new("green", 1)],
        Metrics = [ExperimentMetric.Primary("bought")],
    };

    private static async Task<Experiment> RunAsync(IHost host, string key)
    {
        Experiment draft = (await Experiments(host).CreateAsync(Definition(key), Request with { Id = "new" })).Current;
        return (await Experiments(host).StartAsync(draft, Request with { Id = "go" })).Current;
    }

    /// <summary>
    /// Lets time pass in small steps until so many days are stored. Workers may be between two pauses when the clock moves, so it moves
    /// again only after they had their turn.
    /// </summary>
    private async Task AdvanceUntilAsync(IHost host, Experiment experiment, int days)
    {
        for (int step = 0; (await Experiments(host).GetEvidenceAsync(experiment)).Count < days; step++)
        {
            step.Should().BeLessThan(1_000_000, "it happens at last");
            _clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }
    }

    private IHost Host()
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(_log);
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddReliability(r =>
        {
            r.SetStore(StorageRoles.All, _store);
            r.Configure(o =>
            {
                o.Service = "shop";
                o.DayZone = "America/New_York";
            });
        });
        return builder.Build();
    }
}
