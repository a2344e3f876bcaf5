using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Extensions.DependencyInjection.Tests;

public sealed class MetricsTests
{
    [Fact]
    public async Task The_meter_tells_where_events_are_and_how_budgets_stand()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var store = new InMemorySeriesStore();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddMetrics();
        builder.Services.AddReliability(r => r.UseSeriesStore(store).AddSlo("checkout", slo => slo.Availability(99m).OfService("shop")));
        using IHost host = builder.Build();
        var seen = new Dictionary<string, double>(StringComparer.Ordinal);
        using MeterListener listener = MeterReading.Listen(host.Services.GetRequiredService<IMeterFactory>(), seen);
        await host.StartAsync();

        OutcomeRecorder checkout = host.Services.GetRequiredService<ReliabilityRecorder>().Outcomes("checkout");
        checkout.Record(good: 995, bad: 5);
        checkout.Record(true, clock.GetUtcNow().AddDays(-500));
        while (!seen.ContainsKey("reliability.slo.budget.remaining{slo=checkout,service=shop}"))
        {
            clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
            lock (seen)
            {
                listener.RecordObservableInstruments();
            }
        }

        seen["reliability.recorder.recorded"].Should().Be(1001);
        seen["reliability.recorder.flushed"].Should().Be(1000);
        seen["reliability.recorder.pending"].Should().Be(0);
        seen["reliability.recorder.dropped{reason=too_old}"].Should().Be(1);
        seen["reliability.recorder.dropped{reason=buffer_full}"].Should().Be(0);
        seen["reliability.slo.budget.remaining{slo=checkout,service=shop}"].Should().BeApproximately(0.5, 1e-12);
        seen["reliability.slo.burn_rate{slo=checkout,service=shop}"].Should().BeApproximately(0.5, 1e-12);
        seen.Keys.Should().Contain("reliability.recorder.flush.duration{outcome=stored}");
        await host.StopAsync();
    }

    [Fact]
    public async Task Budgets_are_not_read_for_gauges_that_nobody_hears()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var store = new StoreSignals(new InMemorySeriesStore());
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddReliability(
            r => r.UseSeriesStore(store.Series).AddSlo("checkout", slo => slo.Availability(99m).WithoutAlerts()));
        using IHost host = builder.Build();
        await host.StartAsync();

        Task trimmed = store.NextTrim;
        while (!trimmed.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        await store.Series.DidNotReceiveWithAnyArgs().SummarizeAsync(default!, default);
        await store.Series.DidNotReceiveWithAnyArgs().ReadAsync(default(IReadOnlyList<SeriesQuery>)!, default);
        await host.StopAsync();
    }

    [Fact]
    public async Task The_events_of_an_objective_are_a_counter_for_each_outcome_from_zero()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddMetrics();
        builder.Services.AddReliability(r => r
            .AddSlo("checkout", slo => slo.Availability(99m).OfService("shop"))
            .AddSlo("fast", slo => slo.Latency(TimeSpan.FromSeconds(1), 99m).OfService("shop"))
            .AddSlo("answers", slo => slo.Score(4, 5).OfService("shop")));
        using IHost host = builder.Build();
        var seen = new Dictionary<string, double>(StringComparer.Ordinal);
        ReliabilityRecorder recorder = host.Services.GetRequiredService<ReliabilityRecorder>();
        using MeterListener listener = MeterReading.Listen(host.Services.GetRequiredService<IMeterFactory>(), seen);
        await host.StartAsync();
        listener.RecordObservableInstruments();
        Events().Should().Equal(("answers", 0, 0), ("checkout", 0, 0), ("fast", 0, 0));

        recorder.Outcomes("checkout").Record(good: 90, bad: 10);
        recorder.Outcomes("checkout").Record(good: true, DateTimeOffset.UtcNow.AddMinutes(-5));
        recorder.Latencies("fast").Record(TimeSpan.FromMilliseconds(1));
        recorder.Latencies("fast").Record(TimeSpan.FromSeconds(2));
        recorder.Scores("answers").Record(4.5);
        recorder.Scores("answers").Record(3.25);
        recorder.Scores("answers").Record(5, DateTimeOffset.UtcNow.AddMinutes(-5));
        await recorder.FlushAsync();
        listener.RecordObservableInstruments();
        Events().Should().Equal(("answers", 2.55, 0.45), ("checkout", 91, 10), ("fast", 1, 1));
        BudgetStatus answers = await host.Services.GetRequiredService<IErrorBudgets>().GetStatusAsync("answers");
        ((double)answers.Good, (double)answers.Bad).Should().Be((2.55, 0.45), "the counter counts as the objective does");
        await host.StopAsync();

        IEnumerable<(string Slo, double Good, double Bad)> Events() => seen.Keys
            .Where(key => key.StartsWith("reliability.slo.events", StringComparison.Ordinal))
            .Select(key => key[(key.IndexOf("slo=", StringComparison.Ordinal) + 4)..key.IndexOf(',', StringComparison.Ordinal)])
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(slo => (slo, Of(slo, "good"), Of(slo, "bad")));

        double Of(string slo, string outcome) => seen[$"reliability.slo.events{{slo={slo},service=shop,outcome={outcome}}}"];
    }

    /// <summary>Readers take a counter that decreases for the restart of its process.</summary>
    [Fact]
    public void The_events_of_scores_never_decrease_however_many_of_them_there_are()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddReliability(r => r.AddSlo("answers", slo => slo.Score(4, 7).OfService("shop")));
        using IHost host = builder.Build();
        ReliabilityRecorder recorder = host.Services.GetRequiredService<ReliabilityRecorder>();
        ScoreRecorder scores = recorder.Scores("answers");
        var random = new Random(1);
        SeriesTotals before = recorder.GetTotals().Single();
        for (int i = 0; i < 2_000; i++)
        {
            scores.Record(i % 3 == 0 ? 7 : i % 3 == 1 ? 0 : 7 * random.NextDouble());
            SeriesTotals now = recorder.GetTotals().Single();
            now.GoodScore.Should().BeGreaterThanOrEqualTo(before.GoodScore);
            now.BadScore.Should().BeGreaterThanOrEqualTo(before.BadScore);
            (now.GoodScore + now.BadScore).Should().BeApproximately(i + 1, 1e-9);
            before = now;
        }
    }

    [Fact]
    public async Task The_alerts_that_fire_are_a_gauge_that_is_zero_before()
    {
        const string Pages = "reliability.alert.firing{slo=checkout,service=shop,severity=page}";
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddMetrics();
        builder.Services.AddReliability(r => r.AddSlo("checkout", slo => slo.Availability(99.9m).OfService("shop").AlertOnBurnRate()));
        using IHost host = builder.Build();
        var seen = new Dictionary<string, double>(StringComparer.Ordinal);
        using MeterListener listener = MeterReading.Listen(host.Services.GetRequiredService<IMeterFactory>(), seen);
        await host.StartAsync();
        await UntilAsync(pages => pages == 0);
        host.Services.GetRequiredService<ReliabilityRecorder>().Outcomes("checkout").Record(good: 500, bad: 500);
        await UntilAsync(pages => pages == 2);
        await host.StopAsync();

        async Task UntilAsync(Func<double?, bool> holds)
        {
            while (!holds(seen.TryGetValue(Pages, out double pages) ? pages : null))
            {
                clock.Advance(TimeSpan.FromSeconds(10));
                await Task.Yield();
                listener.RecordObservableInstruments();
            }
        }
    }
}
