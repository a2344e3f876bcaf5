using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Reliability.Internal;
using Reliability.Jobs;
using Reliability.Storage;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>What is rejected or not done is reported: once when it begins, once when it ends.</summary>
[Trait("guarantee", "10")]
public sealed class WatchdogTests : IDisposable
{
    private readonly Fleet _fleet = new();

    public void Dispose() => _fleet.Dispose();

    [Fact]
    public async Task A_job_that_is_late_is_reported_once_and_shown_everywhere_and_so_is_its_end()
    {
        FleetHost host = _fleet.Add();
        var seen = new Dictionary<string, double>(StringComparer.Ordinal);
        using MeterListener listener = MeterReading.Listen(host.Meters, seen);
        await host.RunAsync("alerts");
        for (int interval = 0; interval < 3; interval++)
        {
            await PassAsync(host);
        }

        host.Log.Lines.Should().NotContain(line => line.Event == "JobLate", "three intervals are tolerated");
        Report(host).LateJobs.Should().BeEmpty();
        await PassAsync(host);
        await PassAsync(host);

        (LogLevel level, _, string message) = host.Log.Lines.Should().ContainSingle(line => line.Event == "JobLate").Which;
        level.Should().Be(LogLevel.Warning);
        message.Should()
            .Contain("alerts for 'checkout' of service 'shop' is late: it was last done 00:02:00 ago, by " + host.Process).And
            .Contain("every 00:00:30")
            .And.Contain($"The process {host.Process} holds the lease");
        JobStatus late = await host.StatusAsync("alerts", "checkout");
        (late.State, late.Lateness, late.LastDoneBy).Should().Be((JobState.Late, TimeSpan.FromSeconds(150), host.Process));
        Report(host).LateJobs.Should().ContainSingle().Which.Should().Be(late);
        listener.RecordObservableInstruments();
        seen["reliability.job.lateness{job=alerts,item=checkout,service=shop}"].Should().Be(150);

        await host.RunAsync("alerts");
        await host.LookAsync();
        await PassAsync(host);
        host.Log.Lines.Should()
            .ContainSingle(line => line.Event == "JobInTime").Which.Message
            .Should()
            .Contain("alerts for 'checkout' of service 'shop'");
        host.Log.Lines.Should().ContainSingle(line => line.Event == "JobLate");
        (await host.StatusAsync("alerts", "checkout")).State.Should().Be(JobState.OnTime);
        Report(host).LateJobs.Should().BeEmpty();
        listener.RecordObservableInstruments();
        seen["reliability.job.lateness{job=alerts,item=checkout,service=shop}"].Should().Be(30);
    }

    [Fact]
    public async Task A_late_job_that_is_withdrawn_is_reported_as_no_longer_late_and_again_when_it_returns_and_is_late()
    {
        FleetHost host = _fleet.Add();
        JobCoordinator jobs = host.Get<JobCoordinator>();
        var experiment = new JobSubject { Service = "shop", Kind = "experiment", Name = "button" };
        for (int outage = 1; outage <= 2; outage++)
        {
            jobs.Declare(experiment, "guardrails", Fleet.Interval);
            for (int interval = 0; interval < 4; interval++)
            {
                await PassAsync(host);
            }

            Logged("JobLate").Should().HaveCount(outage);
            Logged("JobNoLongerLate").Should().HaveCount(outage - 1);
            await jobs.RetainOnlyAsync("shop", "guardrails", []); // paused
            await host.LookAsync();
            await host.LookAsync();
            Logged("JobNoLongerLate").Should().HaveCount(outage);
        }

        IEnumerable<string> Logged(string name) => _fleet.Logged(name).Where(line => line.Contains("'button'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_job_is_watched_for_three_of_the_intervals_at_which_it_is_done()
    {
        FleetHost host = _fleet.Add();
        ILookup<string, TimeSpan> watched = (await host.Get<IJobs>().GetStatusAsync()).ToLookup(one => one.Job, one => one.Interval);

        watched.Select(one => one.Key).Should().BeEquivalentTo("alerts", "ledger", "retention", "fold");
        foreach (LeasedJob job in host.Jobs.Where(one =>
            one.Job is not ("guardrails" or "evidence" or "deployments" or "trends" or "incidents" or "action-reminders")))
        {
            watched[job.Job].Should().Equal([job.Interval], job.Job);
        }
    }

    [Fact]
    public async Task A_fold_is_late_after_three_minutes_and_never_while_it_is_done_even_if_nothing_is_to_be_folded()
    {
        FleetHost host = _fleet.Add();
        for (int minute = 0; minute < 10; minute++)
        {
            await host.RunAsync("fold");
            await PassAsync(host);
            await PassAsync(host);
        }

        for (int interval = 0; interval < 4; interval++)
        {
            await PassAsync(host);
        }

        Late().Should().BeEmpty("it was last done three minutes ago");
        await PassAsync(host);
        await PassAsync(host);
        Late().Should().ContainSingle().Which.Should().Contain("last done 00:03:30 ago").And.Contain("every 00:01:00");

        IEnumerable<string> Late() =>
            _fleet.Logged("JobLate").Where(line => line.Contains("fold for 'sketches'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_job_that_another_process_does_is_late_nowhere()
    {
        FleetHost idle = _fleet.Add();
        FleetHost busy = _fleet.Add();
        for (int interval = 0; interval < 5; interval++)
        {
            await busy.RunAsync("alerts");
            await PassAsync(idle);
        }

        idle.Log.Lines.Should().NotContain(line => line.Event == "JobLate");
        (await idle.StatusAsync("alerts", "checkout")).Should().BeEquivalentTo(new { State = JobState.OnTime, LastDoneBy = busy.Process });
        Report(idle).LateJobs.Should().BeEmpty();
    }

    [Fact]
    public async Task A_job_that_never_was_done_is_late_from_when_it_was_declared()
    {
        FleetHost host = _fleet.Add();
        for (int interval = 0; interval < 4; interval++)
        {
            await PassAsync(host);
        }

        host.Log.Lines.Should().ContainSingle(line => line.Event == "JobLate").Which.Message.Should()
            .Contain("by no process").And.Contain("No process holds the lease");
    }

    [Fact]
    public async Task A_document_that_cannot_be_read_is_reported_once_until_it_can_be_read_again()
    {
        FleetHost host = _fleet.Add();
        await host.RunAsync("alerts");
        var rounds = new DocumentQuery(new CollectionId("shop", "rounds"));
        Document round = (await _fleet.Store.Documents.ListAsync(rounds, CancellationToken.None)).Documents
            .Single(one => one.Json.Contains("\"alerts\"", StringComparison.Ordinal));
        DocumentWrite write = DocumentWrite.Replace(round.Id, round.ETag, round.Json);
        await _fleet.Store.Documents.PutAsync(write, CancellationToken.None);
        for (int time = 1; time <= 2; time++)
        {
            DocumentWrite damage = DocumentWrite.Replace(round.Id, write.ETag, """{"v":99}""");
            await _fleet.Store.Documents.PutAsync(damage, CancellationToken.None);
            await PassAsync(host);
            await PassAsync(host);
            (LogLevel level, _, string message) = host.Log.Lines.Where(line => line.Event == "JobDocumentUnreadable")
                .Should().HaveCount(time).And.Subject.Last();
            level.Should().Be(LogLevel.Warning);
            message.Should().Contain($"'{round.Id}'").And.Contain("format 99");

            write = DocumentWrite.Replace(round.Id, damage.ETag, round.Json);
            await _fleet.Store.Documents.PutAsync(write, CancellationToken.None);
            await PassAsync(host);
        }
    }

    [Fact]
    public async Task An_outage_is_reported_once_when_it_begins_and_once_when_it_ends()
    {
        FleetHost host = _fleet.Add();
        await host.RunAsync("alerts");
        for (int outage = 1; outage <= 2; outage++)
        {
            _fleet.Store.Controls[StorageRoles.Series].IsDown = true;
            for (int round = 0; round < 3; round++)
            {
                await PassAsync(host);
                await host.RunAsync("alerts");
                await host.TakeOverAsync("alerts");
            }

            host.Log.Lines.Count(line => line.Event == "JobFailed").Should().Be(outage);
            host.Log.Lines.Count(line => line.Event == "JobRecovered").Should().Be(outage - 1);
            (await host.StatusAsync("alerts", "checkout")).Fault.Should().Contain("chaos store");
            _fleet.Store.Controls[StorageRoles.Series].IsDown = false;
            for (int round = 0; round < 3; round++)
            {
                await PassAsync(host);
                await host.RunAsync("alerts");
            }

            host.Log.Lines.Count(line => line.Event == "JobRecovered").Should().Be(outage);
            (await host.StatusAsync("alerts", "checkout")).Fault.Should().BeNull();
        }

        host.Log.Lines.Where(line => line.Event == "JobFailed")
            .Should()
            .OnlyContain(line => line.Level == LogLevel.Warning && line.Message.Contains("The job alerts failed for 1 subjects"));
    }

    [Theory]
    [InlineData(StorageRoles.Leases)]
    [InlineData(StorageRoles.Documents)]
    [InlineData(StorageRoles.Leases | StorageRoles.Documents)]
    public async Task While_a_role_is_unavailable_nothing_is_evaluated_and_afterwards_each_alert_is_delivered_once(StorageRoles away)
    {
        FleetHost[] hosts = [_fleet.Add(), _fleet.Add(), _fleet.Add()];
        await _fleet.RunIntervalAsync();
        await hosts[0].BurnAsync();
        Switch(away, isDown: true);
        for (int interval = 0; interval < 5; interval++)
        {
            await _fleet.RunIntervalAsync();
        }

        _fleet.Logged("PageFired").Should().BeEmpty();
        foreach (FleetHost host in hosts)
        {
            host.Log.Lines.Should()
                .ContainSingle(line => line.Event == "JobFailed" && line.Message.StartsWith("The job alerts", StringComparison.Ordinal));
            host.Log.Lines.Count(line => line.Event == "HeartbeatFailed").Should().Be(away.HasFlag(StorageRoles.Leases) ? 1 : 0);
            host.Log.Lines.Should().ContainSingle(line => line.Event == "JobLate", "nobody can know of anything that was done");
            Report(host).LateJobs.Should().ContainSingle(job => job.Job == "alerts");
        }

        Switch(away, isDown: false);
        for (int interval = 0; interval < 3; interval++)
        {
            await _fleet.RunIntervalAsync();
        }

        _fleet.Logged("PageFired").Should().ContainSingle();
        foreach (FleetHost host in hosts)
        {
            host.Log.Lines.Should().ContainSingle(line => line.Event == "JobRecovered" && line.Message.Contains("alerts"));
            host.Log.Lines.Count(line => line.Event == "HeartbeatRecovered").Should().Be(away.HasFlag(StorageRoles.Leases) ? 1 : 0);
            host.Log.Lines.Should().ContainSingle(line => line.Event == "JobInTime");
            Report(host).LateJobs.Should().BeEmpty();
        }
    }

    private static ReliabilityHealthReport Report(FleetHost host) => host.Get<IReliabilityHealth>().GetReport();

    private void Switch(StorageRoles roles, bool isDown)
    {
        foreach ((StorageRoles role, Storage.Conformance.ChaosControl control) in _fleet.Store.Controls)
        {
            control.IsDown = isDown && roles.HasFlag(role);
        }
    }

    /// <summary>An interval in which a host does nothing but live.</summary>
    private async Task PassAsync(FleetHost host)
    {
        await host.BeatAsync();
        _fleet.Advance(Fleet.Interval / 2);
        await host.BeatAsync();
        _fleet.Advance(Fleet.Interval / 2);
        await host.LookAsync();
    }
}
