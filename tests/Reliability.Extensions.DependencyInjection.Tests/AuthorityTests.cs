using Microsoft.Extensions.Logging;
using Reliability.Alerting;
using Reliability.Jobs;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>
/// Of several live definitions one answers, by heartbeats on the store's clock; what has no live process answers for nothing.
/// </summary>
[Trait("guarantee", "11")]
public sealed class AuthorityTests : IDisposable
{
    private readonly Fleet _fleet = new();

    public void Dispose() => _fleet.Dispose();

    [Fact]
    public async Task Two_definitions_are_reported_once_in_every_process_and_so_is_the_end()
    {
        FleetHost[] majority = [_fleet.Add(), _fleet.Add()];
        FleetHost other = _fleet.Add(target: 99.5m);
        await _fleet.RunIntervalAsync();
        await _fleet.RunIntervalAsync();
        await _fleet.RunIntervalAsync();

        foreach (FleetHost host in _fleet.Hosts)
        {
            (LogLevel level, _, string message) = host.Log.Lines.Should().ContainSingle(line => line.Event == "DefinitionConflict").Which;
            level.Should().Be(LogLevel.Warning);
            message.Should().Contain("the objective 'checkout' of service 'shop' in 2 different ways")
                .And.Contain($"the definition of this process {(host == other ? "is not in effect" : "is in effect")}")
                .And.Contain(
                    "2 of 3 live processes define it like this").And.Contain("99.9").And.Contain("Deploy one definition everywhere");
            DefinitionConflict conflict = host.Get<IJobs>().Conflicts.Should().ContainSingle().Which;
            (conflict.Item, conflict.IsOurs).Should().Be(("checkout", host != other));
            conflict.Definitions[0].Processes.Should().BeEquivalentTo(majority.Select(one => one.Process));
            conflict.Definitions[1].Processes.Should().Equal(other.Process);
        }

        (await other.StatusAsync("alerts", "checkout")).LastDoneBy.Should().BeOneOf(majority[0].Process, majority[1].Process);
        await other.StopAsync();
        await _fleet.RunIntervalAsync();
        await _fleet.RunIntervalAsync();
        foreach (FleetHost host in majority)
        {
            host.Log.Lines.Should().ContainSingle(line => line.Event == "DefinitionConflictEnded").Which.Message.Should()
                .Contain("'checkout' of service 'shop' in the same way again");
            host.Log.Lines.Should().ContainSingle(line => line.Event == "DefinitionConflict");
            host.Get<IJobs>().Conflicts.Should().BeEmpty();
        }
    }

    [Fact]
    public async Task When_the_many_leave_the_few_answer_at_once()
    {
        FleetHost[] majority = [_fleet.Add(), _fleet.Add()];
        FleetHost other = _fleet.Add(target: 99.5m);
        await other.BurnAsync();
        await _fleet.RunIntervalAsync();
        other.Log.Lines.Should().NotContain(line => line.Event == "PageFired");
        _fleet.Logged("PageFired").Should().ContainSingle();
        foreach (FleetHost host in majority)
        {
            await host.StopAsync();
        }

        DateTimeOffset stopped = _fleet.Clock.GetUtcNow();
        await other.RunAsync("alerts");
        (await other.StatusAsync("alerts", "checkout")).Should().BeEquivalentTo(new { LastDoneBy = other.Process, LastDoneAt = stopped });
        _fleet.Logged("PageFired").Should().ContainSingle("the state stays for the next process that defines the objective");
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(1, 10)]
    [InlineData(3, -10)]
    [InlineData(3, 500)]
    public async Task A_canary_with_another_target_neither_silences_the_fleet_nor_changes_its_ledger(int size, int daysAhead)
    {
        FleetHost[] hosts = [.. Enumerable.Range(0, size).Select(_ => _fleet.Add())];
        await _fleet.RunIntervalAsync();
        await RunLedgersAsync();
        FleetHost canary = _fleet.Add(target: 99.5m, ahead: TimeSpan.FromDays(daysAhead));
        await canary.BeatAsync();
        await canary.RunAsync("alerts");
        await RunLedgersAsync();
        _fleet.Advance(TimeSpan.FromSeconds(4));
        canary.IsAlive = false;

        await hosts[0].BurnAsync();
        DateTimeOffset before = _fleet.Clock.GetUtcNow();
        await _fleet.RunIntervalAsync();
        JobStatus judged = await hosts[0].StatusAsync("alerts", "checkout");
        judged.LastDoneAt.Should().Be(before, "the fleet goes on while the canary still counts as alive");
        hosts.Select(host => host.Process).Should().Contain(judged.LastDoneBy);
        for (int interval = 0; interval < 4; interval++)
        {
            await _fleet.RunIntervalAsync();
            await RunLedgersAsync();
        }

        _fleet.Logged("PageFired").Should().ContainSingle();
        _fleet.Logged("JobLate").Should().BeEmpty();
        hosts[0].Get<IJobs>().Conflicts.Should().BeEmpty("nobody who defines it otherwise is alive");
        (await hosts[0].Get<IBudgetLedger>().GetEntriesAsync("shop")).Should().ContainSingle().Which.Generation.Should().Be(1);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-10)]
    [InlineData(500)]
    [InlineData(-500)]
    public async Task A_clock_that_differs_from_the_stores_is_reported_once_and_decides_nothing(int daysAhead)
    {
        FleetHost right = _fleet.Add();
        FleetHost wrong = _fleet.Add(ahead: TimeSpan.FromDays(daysAhead));
        for (int interval = 0; interval < 3; interval++)
        {
            await _fleet.RunIntervalAsync();
        }

        (LogLevel level, _, string message) = wrong.Log.Lines.Should().ContainSingle(line => line.Event == "ClockDiffers").Which;
        level.Should().Be(LogLevel.Warning);
        message.Should().Contain(TimeSpan.FromDays(daysAhead).ToString());
        right.Log.Lines.Should().NotContain(line => line.Event == "ClockDiffers");
        (wrong.Get<IJobs>().ClockOffset, right.Get<IJobs>().ClockOffset).Should().Be((TimeSpan.FromDays(daysAhead), TimeSpan.Zero));

        // Whoever does the work: both see that it is done in time.
        await right.StopAsync();
        await _fleet.RunIntervalAsync();
        (await wrong.StatusAsync("alerts", "checkout")).Should()
            .BeEquivalentTo(new { LastDoneBy = wrong.Process, State = JobState.OnTime });
        _fleet.Logged("JobLate").Should().BeEmpty();
    }

    [Fact]
    public async Task An_alert_that_nobody_judges_any_more_is_orphaned()
    {
        FleetHost host = _fleet.Add();
        await host.BurnAsync();
        await _fleet.RunIntervalAsync();
        FleetHost renamed = _fleet.Add(r => r.Configure(o => o.Service = "shop").AddSlo("purchases", slo => slo.Availability(99.9m)));
        await _fleet.RunIntervalAsync();
        (await renamed.Get<IAlerts>().GetOrphanedAsync("shop")).Should().BeEmpty("another process judges it");
        await host.StopAsync();
        (await renamed.Get<IAlerts>().GetOrphanedAsync("shop"))
            .Should()
            .NotBeEmpty().And
            .OnlyContain(one => one.Slo == "checkout" && one.State == AlertState.Firing);
    }

    [Fact]
    public async Task A_definition_that_changes_while_its_process_lives_is_seen_by_others_also_when_a_store_stumbles()
    {
        FleetHost changing = _fleet.Add();
        FleetHost other = _fleet.Add();
        await _fleet.RunIntervalAsync();
        JobCoordinator jobs = changing.Get<JobCoordinator>();
        JobSubject subject = changing.Get<AlertEvaluator>().Watched[0] with { Definition = "another" };
        jobs.Declare(subject, "alerts", Fleet.Interval);
        _fleet.Store.Controls[StorageRoles.Documents].Next(ChaosFault.BeforeApply);
        (await jobs.ClaimAsync([subject])).Faults.Should().ContainSingle().Which.Fault.Should().BeOfType<StoreException>();
        await other.RunAsync("alerts");
        (await jobs.ClaimAsync([subject])).Faults.Should().BeEmpty();

        await other.RunAsync("alerts");
        other.Get<IJobs>().Conflicts
            .Should()
            .ContainSingle().Which.Definitions
            .Should()
            .Contain(one => one.Definition == "another" && one.Processes.Single() == changing.Process);
    }

    private async Task RunLedgersAsync()
    {
        foreach (FleetHost host in _fleet.Alive)
        {
            await host.RunAsync("ledger");
        }
    }
}
