using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NSubstitute;
using Reliability.Common;
using Reliability.Recording;
using Reliability.Storage;
using Reliability.Trends;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>Metrics that code and configuration declare, and what feeds them.</summary>
public sealed class TrendMetricTests
{
    [Fact]
    public async Task A_metric_of_code_is_recorded_and_has_a_trend()
    {
        using IHost host = Host(r => r.AddMetric("queue.age", m => m.Unit("s").LowerIsBetter()).AddSlo("orders", s => s.Availability(99m)));
        await host.StartAsync();
        ITrends trends = host.Services.GetRequiredService<ITrends>();
        trends.Metrics.Select(metric => metric.Name).Should().Equal("queue.age", "orders");
        var recorder = host.Services.GetRequiredService<ReliabilityRecorder>();
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        for (int day = 1; day <= 10; day++)
        {
            recorder.Metric("queue.age").Record(day, now.AddDays(-day)).Should().Be(RecordResult.Accepted);
        }

        await recorder.FlushAsync();
        TrendReport report = await trends.AnalyzeAsync("queue.age", days: 30);
        report.Points.Should().HaveCountGreaterThanOrEqualTo(9);
        report.Metric.Service.Should().NotBe("default");
        await host.StopAsync();
    }

    [Fact]
    public async Task A_backfill_uses_the_days_and_the_service_of_the_setup()
    {
        using IHost host = Host(r => r.Configure(options => options.DayZone = "Asia/Kathmandu").AddMetric("queue.age", m => m.Unit("s")));
        await host.StartAsync();
        string yesterday = TimeProvider.System.GetUtcNow().AddDays(-1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        using var csv = new MemoryStream(Encoding.UTF8.GetBytes($"{yesterday},5\n"));
        var request = new MetricBackfillRequest { Metric = "queue.age", Csv = csv };
        MetricBackfillReport report = await host.Services.GetRequiredService<IMetricBackfill>().RunAsync(request);
        report.WrittenCount.Should().Be(1);

        var store = host.Services.GetRequiredService<ISeriesStore>();
        (await store.GetDayZoneAsync(report.Metric.Service, CancellationToken.None)).Should().Be("Asia/Kathmandu");
        var recorder = host.Services.GetRequiredService<ReliabilityRecorder>();
        recorder.Metric("queue.age").Record(1).Should().BeTrue();
        await recorder.FlushAsync();
        (await host.Services.GetRequiredService<ITrends>().AnalyzeAsync("queue.age")).Points.Should().ContainSingle().Which.Value
            .Should().BeApproximately(5, 0.05);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_metric_of_configuration_is_fed_by_an_instrument()
    {
        using var meter = new Meter($"Shop.{Guid.NewGuid():N}");
        Histogram<double> histogram = meter.CreateHistogram<double>("age", unit: "s");
        using IHost host = Configured(
            $$"""
            { "Metrics": { "queue.age": { "Unit": "s", "Direction": "LowerIsBetter", "MinimumEffect": 0.1, "Figure": "P99",
              "Meters": [ { "Meter": "{{meter.Name}}", "Instrument": "age" } ] } } }
            """);
        await host.StartAsync();
        histogram.Record(2.5);
        MetricDefinition metric = host.Services.GetRequiredService<ITrends>().Metrics.Single();
        (metric.Kind, metric.Direction, metric.MinimumEffect, metric.AnalyzedFigure)
            .Should().Be((SeriesKind.Latency, MetricDirection.LowerIsBetter, 0.1, MetricFigure.P99));
        host.Services.GetRequiredService<ReliabilityRecorder>().GetTotals().Single().Good.Should().Be(1);
        await host.StopAsync();
    }

    [Theory]
    [InlineData("""{ "Metrics": { "m": { "MinimumEffect": 11 } } }""", "*Metrics:m:MinimumEffect*11*from 0 to 10*")]
    [InlineData("""{ "Metrics": { "m": { "Kind": "Outcome", "Figure": "P95" } } }""", "*P95*Outcome events have no distribution*")]
    [InlineData("""{ "Metrics": { "m": { "Scale": 5 } } }""", "*Metrics:m:Scale*only a metric of the kind Score uses it*")]
    [InlineData("""{ "Metrics": { "m": { "Unit": "a unit that is far too long" } } }""", "*Metrics:m:Unit*at most 20 characters*")]
    [InlineData("""{ "Metrics": { "m": { "Direktion": "LowerIsBetter" } } }""", "*Direktion*")]
    [InlineData(
        """{ "Metrics": { "m": { } }, "Slos": { "m": { "Kind": "Availability", "Target": 99 } } }""",
        "*Several metrics and objectives are named 'm'*")]
    [InlineData("""{ "Metrics": { "m": { "Requests": [ { } ] } } }""", "*Metrics:m:Requests*nothing reads it*")]
    public async Task A_metric_that_is_not_valid_stops_the_start_and_is_named(string json, string message)
    {
        using IHost host = Configured(json);
        await host.Invoking(one => one.StartAsync()).Should().ThrowAsync<OptionsValidationException>().WithMessage(message);
    }

    [Fact]
    public async Task A_feed_that_names_no_metric_stops_the_start_with_the_nearest_names()
    {
        using IHost host = Host(r => r.AddMetric("queue.age", m => m.Unit("s")).FromMeter("queue.agee", "Shop", "age"));
        await host.Invoking(one => one.StartAsync()).Should().ThrowAsync<OptionsValidationException>()
            .WithMessage("*'queue.agee', because no objective and no metric has this name. Declared are: 'queue.age'.*");
    }

    [Fact]
    public void Sources_of_markers_of_the_application_are_asked()
    {
        IMarkerSource source = Substitute.For<IMarkerSource>();
        using IHost host = Host(r => r.AddMetric("m", m => m.Unit("s")), services => services.AddSingleton(source));
        ((MetricTrends)host.Services.GetRequiredService<ITrends>()).Markers.Should().Contain(source).And.HaveCount(5);
    }

    private static IHost Host(Action<ReliabilityBuilder> configure, Action<IServiceCollection>? services = null)
    {
        HostApplicationBuilder builder = Empty();
        builder.Services.AddLogging().AddReliability(configure);
        services?.Invoke(builder.Services);
        return builder.Build();
    }

    private static HostApplicationBuilder Empty() =>
        Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());

    private static IHost Configured(string json)
    {
        HostApplicationBuilder builder = Empty();
        IConfiguration section = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
        builder.Services.AddLogging().AddReliability(section);
        return builder.Build();
    }
}
