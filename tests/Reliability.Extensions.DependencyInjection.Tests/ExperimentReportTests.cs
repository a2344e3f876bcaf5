using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reliability.Experiments;
using Reliability.Internal;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>What a host logs and measures about the events and calls of experiments.</summary>
public sealed class ExperimentReportTests : ExperimentWorkerFixture
{
    [Fact]
    public async Task A_drop_is_logged_with_the_bound()
    {
        using IHost host = Host(r => r.Configure(o => o.Experiments.Capacity = 16));
        TrackedExperiment tracked = host.Services.GetRequiredService<ExperimentTracker>().Track(await StartButtonAsync(host));
        await host.StartAsync();
        for (int i = 0; i < 20; i++)
        {
            tracked.Expose($"user-{i}");
        }

        await AdvanceUntilAsync(() => Log.Lines.Any(line => line.Event == "ExperimentEventsDropped"));
        Log.Lines.Should()
            .ContainSingle(line => line.Event == "ExperimentEventsDropped").Which.Message
            .Should()
            .Contain("Dropped 4 ").And
            .Contain("because 16 events were waiting");
        await host.StopAsync();
    }

    [Fact]
    public async Task The_meter_tells_what_became_of_events_and_of_calls()
    {
        var seen = new Dictionary<string, double>(StringComparer.Ordinal);
        using IHost host = Host();
        using MeterListener listener = MeterReading.Listen(host.Services.GetRequiredService<IMeterFactory>(), seen);
        ExperimentTracker tracker = host.Services.GetRequiredService<ExperimentTracker>();
        TrackedExperiment tracked = tracker.Track(await StartButtonAsync(host));
        await host.StartAsync();
        tracked.CountExposure("user-1", "blue");
        tracked.CountExposure("user-1", "blue");
        tracked.CountExposure("user-2", "blue");
        tracked.CountExposure("user-2", "green");
        tracked.Metric("bought").Convert("user-1");
        tracked.Metric("bought").Convert("user-2");
        tracked.Metric("bought").Convert("user-1", "green");
        tracked.CountImpressionCall("green");
        tracked.CountImpressionCall("green");
        tracked.CountConversionCall("green");
        await AdvanceUntilAsync(() =>
            tracker.Statistics.Pending == 0 && host.Services.GetRequiredService<TrackedExperiments>().RefreshedAt is not null);
        tracked.CountExposure("user-3", "blue");
        listener.RecordObservableInstruments();

        seen.Should().ContainKey("reliability.experiments.age");
        seen.Where(one =>
            one.Key.StartsWith("reliability.experiments.", StringComparison.Ordinal)
                && one.Value != 0
                && !one.Key.EndsWith("age", StringComparison.Ordinal))
            .Should()
            .BeEquivalentTo(new Dictionary<string, double>
            {
                ["reliability.experiments.tracked"] = 8,
                ["reliability.experiments.pending"] = 1,
                ["reliability.experiments.settled{outcome=enrolled}"] = 2,
                ["reliability.experiments.settled{outcome=crossed}"] = 1,
                ["reliability.experiments.settled{outcome=counted}"] = 1,
                ["reliability.experiments.settled{outcome=duplicate}"] = 1,
                ["reliability.experiments.settled{outcome=other_variant}"] = 1,
                ["reliability.experiments.settled{outcome=of_crossed}"] = 1,
                ["reliability.experiments.calls{kind=impression,experiment=button,variant=green,service=shop}"] = 2,
                ["reliability.experiments.calls{kind=conversion,experiment=button,variant=green,service=shop}"] = 1,
            });
        seen.Should()
            .ContainKeys(
                "reliability.experiments.dropped",
                "reliability.experiments.fallbacks",
                "reliability.experiments.settled{outcome=unexposed}");
        await host.StopAsync();
    }

    [Fact]
    public async Task Rejected_calls_are_logged_with_their_number_by_kind_and_the_rest_at_the_end()
    {
        using IHost host = Host();
        ExperimentTracker tracker = host.Services.GetRequiredService<ExperimentTracker>();
        TrackedExperiment tracked = tracker.Track(await StartButtonAsync(host));
        Dictionary<string, double> seen = [];
        using MeterListener listener = MeterReading.Listen(host.Services.GetRequiredService<IMeterFactory>(), seen);
        await host.StartAsync();
        tracked.Expose("");
        tracked.Expose(null);
        tracked.Metric("revenue").Add("user-1", double.NaN);
        tracked.CountExposure("user-1", "red");
        await AdvanceUntilAsync(() => Lines().Length == 3);
        Lines().Should().BeEquivalentTo(
            "Rejected 2 calls of experiments because of an invalid unit",
            "Rejected 1 calls of experiments because of an invalid value",
            "Rejected 1 calls of experiments because of an invalid variant");

        tracked.CountExposure(null, "blue");
        listener.RecordObservableInstruments();
        await host.StopAsync();
        Lines().Should().HaveCount(4).And.HaveElementAt(3, "Rejected 1 calls of experiments because of an invalid unit");
        seen["reliability.experiments.rejected{kind=unit}"].Should().Be(3);
        seen["reliability.experiments.rejected{kind=value}"].Should().Be(1);
        seen["reliability.experiments.rejected{kind=variant}"].Should().Be(1);
        seen["reliability.experiments.rejected{kind=store}"].Should().Be(0);

        string[] Lines() => [.. Log.Lines.Where(l => l.Event == "ExperimentCallsRejected").Select(l => l.Message.Split(':')[0])];
    }

    [Fact]
    public void Growth_is_reported_at_once_then_at_most_once_a_minute_and_at_the_end()
    {
        var growth = new GrowthReport(Clock);
        List<long> reports = [];
        growth.Update(0, reports.Add);
        growth.Update(3, reports.Add);
        Clock.Advance(TimeSpan.FromSeconds(59));
        growth.Update(8, reports.Add);
        reports.Should().Equal(3);
        Clock.Advance(TimeSpan.FromSeconds(1));
        growth.Update(9, reports.Add);
        growth.Update(10, reports.Add);
        reports.Should().Equal(3, 6);
        growth.Update(10, reports.Add, isLast: true);
        growth.Update(10, reports.Add, isLast: true);
        reports.Should().Equal(3, 6, 1);
    }
}
