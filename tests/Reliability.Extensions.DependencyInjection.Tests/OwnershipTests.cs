using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using NSubstitute.Extensions;
using Reliability.Alerting;
using Reliability.Jobs;
using Reliability.Storage;
using Reliability.Tests.Shared;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>Each declared thing is done by one live process, whatever else shares the store.</summary>
public sealed class OwnershipTests : IDisposable
{
    private readonly Fleet _fleet = new();

    public void Dispose() => _fleet.Dispose();

    [Fact]
    public async Task Of_ten_hosts_one_judges_and_another_takes_over_at_once_after_an_orderly_stop()
    {
        await AddAsync(10);
        await _fleet.Hosts[0].BurnAsync();
        for (int round = 0; round < 3; round++)
        {
            await Task.WhenAll(_fleet.Alive.Select(host => host.RunAsync("alerts")));
            await _fleet.RunIntervalAsync();
        }

        _fleet.Logged("PageFired").Should().ContainSingle();
        FleetHost first = await HolderAsync();
        DateTimeOffset stopped = _fleet.Clock.GetUtcNow();
        await first.StopAsync();
        foreach (FleetHost host in _fleet.Alive)
        {
            await host.RunAsync("alerts");
        }

        JobStatus status = await _fleet.Alive.First().StatusAsync("alerts", "checkout");
        status.LastDoneAt.Should().Be(stopped, "no time has passed");
        status.LastDoneBy.Should().NotBe(first.Process).And.Be(status.Holder);
        _fleet.Logged("PageFired").Should().ContainSingle("the next one has nothing new to tell");
        _fleet.Logged("AlertResolved").Should().BeEmpty();
    }

    [Fact]
    public async Task What_a_killed_host_did_another_does_within_three_intervals()
    {
        await AddAsync(10);
        await _fleet.RunIntervalAsync();
        FleetHost first = await HolderAsync();
        DateTimeOffset killed = (await first.StatusAsync("alerts", "checkout")).LastDoneAt!.Value;
        first.IsAlive = false;
        await _fleet.Alive.First().BurnAsync();

        await _fleet.RunIntervalAsync();
        await _fleet.RunIntervalAsync();
        JobStatus status = await _fleet.Alive.First().StatusAsync("alerts", "checkout");
        status.LastDoneBy.Should().NotBe(first.Process);
        (status.LastDoneAt - killed).Should().BePositive().And.BeLessThanOrEqualTo(3 * Fleet.Interval);
        _fleet.Logged("PageFired").Should().ContainSingle();
        _fleet.Logged("JobLate").Should().BeEmpty();

        // It was only suspended: what it believes to hold is over, and it does nothing with it.
        first.IsAlive = true;
        await _fleet.RunIntervalAsync();
        (await first.StatusAsync("alerts", "checkout")).Holder.Should().Be(status.Holder);
        _fleet.Logged("PageFired").Should().ContainSingle();
    }

    /// <summary>
    /// A host that dies just before its next round has beaten after its last one: its lease is in force for 1.5 intervals more.
    /// </summary>
    [Fact]
    public async Task What_a_host_did_that_dies_just_before_its_next_round_is_done_three_intervals_after_its_last_one_at_most()
    {
        await AddAsync(2);
        await _fleet.RunIntervalAsync();
        FleetHost dying = await HolderAsync();
        FleetHost waiting = _fleet.Alive.Single(host => host != dying);
        DateTimeOffset last = _fleet.Clock.GetUtcNow();
        await dying.RunAsync("alerts");
        await waiting.RunAsync("alerts");

        // A pause is a tenth longer at most.
        _fleet.Advance(1.1 * Fleet.Interval);
        await dying.BeatAsync();
        dying.IsAlive = false;
        await waiting.BeatAsync();
        int between = 0;
        while ((await waiting.StatusAsync("alerts", "checkout")).LastDoneBy != waiting.Process)
        {
            (_fleet.Clock.GetUtcNow() - last).Should().BeLessThan(3 * Fleet.Interval);
            _fleet.Advance(Fleet.Interval / 4);
            await waiting.BeatAsync();
            await waiting.TakeOverAsync("alerts");
            between++;
        }

        (_fleet.Clock.GetUtcNow() - last).Should().BeLessThanOrEqualTo(3 * Fleet.Interval);
        between.Should().BeGreaterThan(1, "the lease of the dead host is in force at first");
        DateTimeOffset taken = _fleet.Clock.GetUtcNow();
        _fleet.Advance(Fleet.Interval / 4);
        await waiting.TakeOverAsync("alerts");
        (await waiting.StatusAsync("alerts", "checkout")).LastDoneAt.Should().Be(taken, "what it holds waits for its own round");
    }

    [Fact]
    public async Task Hosts_of_one_service_with_different_objectives_are_both_judged()
    {
        FleetHost web = _fleet.Add(r => r.Configure(o => o.Service = "shop").AddSlo("pages", slo => slo.Availability(99.9m)));
        FleetHost worker = _fleet.Add(r => r.Configure(o => o.Service = "shop").AddSlo("orders", slo => slo.Availability(99.9m)));
        await web.BurnAsync("pages");
        await worker.BurnAsync("orders");
        await _fleet.RunIntervalAsync();

        (await web.StatusAsync("alerts", "pages")).LastDoneBy.Should().Be(web.Process);
        (await worker.StatusAsync("alerts", "orders")).LastDoneBy.Should().Be(worker.Process);
        Paged(web).Should().ContainSingle().Which.Should().StartWith("PAGE shop/pages");
        Paged(worker).Should().ContainSingle().Which.Should().StartWith("PAGE shop/orders");
        _fleet.Logged("DefinitionConflict").Should().BeEmpty();
    }

    [Fact]
    public async Task A_second_service_on_the_store_is_judged_as_if_it_were_alone()
    {
        FleetHost shop = _fleet.Add();
        FleetHost till = _fleet.Add(r => r.Configure(o => o.Service = "till").AddSlo("checkout", slo => slo.Availability(99.5m)));
        await till.BurnAsync();
        await _fleet.RunIntervalAsync();
        await _fleet.RunIntervalAsync();

        Paged(shop).Should().BeEmpty();
        Paged(till).Should().ContainSingle().Which.Should().StartWith("PAGE till/checkout");
        (await shop.StatusAsync("alerts", "checkout")).LastDoneBy.Should().Be(shop.Process);
        (await till.StatusAsync("alerts", "checkout")).LastDoneBy.Should().Be(till.Process);
        (await shop.Get<IAlerts>().GetCurrentAsync()).Should().OnlyContain(one => one.State != AlertState.Firing);
        shop.Get<IJobs>().Conflicts.Concat(till.Get<IJobs>().Conflicts).Should().BeEmpty();
    }

    [Theory]
    [InlineData("shop", "quotes")]
    [InlineData("partners", "checkout")]
    public async Task A_second_setup_of_one_process_is_evaluated(string service, string slo)
    {
        FleetHost host = _fleet.Add(
            r => r.Configure(o => o.Service = "shop").AddSlo("checkout", s => s.Availability(99.9m)),
            more: services => services.AddReliability("partners", r =>
            {
                r.SetStore(StorageRoles.All, _fleet.Store);
                r.Configure(o => o.Service = service).AddSlo(slo, s => s.Availability(99.9m));
            }));
        await host.BurnAsync();
        await host.BurnAsync(slo, "partners");
        await host.BeatAsync();
        await host.BeatAsync("partners");
        await host.RunAsync("alerts");
        await host.RunAsync("alerts", "partners");

        Paged(host).Should().HaveCount(2).And.ContainSingle(line => line.StartsWith("PAGE shop/checkout", StringComparison.Ordinal))
            .And.ContainSingle(line => line.StartsWith($"PAGE {service}/{slo}", StringComparison.Ordinal));
        (await host.StatusAsync("alerts", slo, "partners")).LastDoneBy.Should().Be(host.Get<JobCoordinator>("partners").Options.ProcessId);
    }

    [Fact]
    public async Task The_same_objective_in_two_setups_of_one_process_is_evaluated_once()
    {
        FleetHost host = _fleet.Add(
            r => r.Configure(o => o.Service = "shop").AddSlo("checkout", s => s.Availability(99.9m)),
            more: services => services.AddReliability("partners", r =>
            {
                r.SetStore(StorageRoles.All, _fleet.Store);
                r.Configure(o => o.Service = "shop").AddSlo("checkout", s => s.Availability(99.9m));
            }));
        await host.BurnAsync();
        for (int round = 0; round < 2; round++)
        {
            await host.RunAsync("alerts");
            await host.RunAsync("alerts", "partners");
        }

        Paged(host).Should().ContainSingle();
        (await host.StatusAsync("alerts", "checkout", "partners")).Holder.Should().Be(host.Process);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_right_that_is_lost_during_a_run_is_not_used_to_store(bool isNoticed)
    {
        var measured = new InMemorySeriesStore();
        ISeriesStore series = Forwarding.To<ISeriesStore>(measured);
        FleetHost slow = Judge();
        FleetHost quick = Judge();
        await slow.BurnAsync();
        await slow.BeatAsync();
        await quick.BeatAsync();
        series.Configure().SummarizeAsync(default!, default).ReturnsForAnyArgs(
            call => SummarizeAfterAsync(call.Arg<IReadOnlyList<SeriesQuery>>(), call.Arg<CancellationToken>()),
            call => measured.SummarizeAsync(call.Arg<IReadOnlyList<SeriesQuery>>(), call.Arg<CancellationToken>()));
        await slow.RunAsync("alerts");

        Paged(quick).Should().ContainSingle();
        Paged(slow).Should().BeEmpty();
        IReadOnlyList<AlertNotification> history = await quick.Get<IAlerts>().GetHistoryAsync("shop", 100);
        history.Select(one => (one.Rule, one.Kind)).Should().OnlyHaveUniqueItems().And.NotBeEmpty();
        (await quick.StatusAsync("alerts", "checkout")).Should().BeEquivalentTo(new { LastDoneBy = quick.Process, Holder = quick.Process });
        slow.Log.Lines.Where(line => line.Event == "JobFailed")
            .Should()
            .ContainSingle().Which.Message
            .Should()
            .Contain(isNoticed ? "was lost during its evaluation" : "written by another process in the meantime");

        await slow.RunAsync("alerts");
        await quick.RunAsync("alerts");
        _fleet.Logged("PageFired").Should().ContainSingle();

        FleetHost Judge() => _fleet.Add(r =>
        {
            r.Configure(o => o.Service = "shop").AddSlo("checkout", slo => slo.Availability(99.9m));
            r.SetService(series);
        });

        async ValueTask<IReadOnlyList<SeriesSummary>> SummarizeAfterAsync(
            IReadOnlyList<SeriesQuery> queries,
            CancellationToken cancellationToken)
        {
            // Longer than the right lasts, and the process did not beat.
            _fleet.Advance(2 * Fleet.Interval);
            await quick.BeatAsync();
            await quick.RunAsync("alerts");
            if (isNoticed)
            {
                await slow.BeatAsync();
            }

            return await measured.SummarizeAsync(queries, cancellationToken);
        }
    }

    private static IEnumerable<string> Paged(FleetHost host) =>
        host.Log.Lines.Where(line => line.Event == "PageFired").Select(line => line.Message);

    private async Task AddAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await _fleet.Add().BeatAsync();
        }
    }

    private async Task<FleetHost> HolderAsync()
    {
        string? holder = (await _fleet.Alive.First().StatusAsync("alerts", "checkout")).Holder;
        return _fleet.Hosts.Single(host => host.Process == holder);
    }
}
