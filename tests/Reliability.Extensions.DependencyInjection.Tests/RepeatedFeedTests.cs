using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reliability.Recording;
using Reliability.Slos;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>One event counts once for an objective, however often its source is declared, in code and in configuration.</summary>
public sealed class RepeatedFeedTests : IDisposable
{
    private readonly Meter _meter = new($"Shop.{Guid.NewGuid():N}");
    private readonly ActivitySource _source = new($"Shop.{Guid.NewGuid():N}");
    private IHost? _host;

    [Fact]
    public async Task An_instrument_in_code_and_in_configuration_counts_once_and_is_one_feed()
    {
        await StartAsync($$""" "Meters": [ { "Meter": "{{_meter.Name}}", "Instrument": "orders" } ] """, r => r
            .FromMeter("web", _meter.Name, "orders").FromMeter("web", _meter.Name, "orders"));
        Counter<int> orders = _meter.CreateCounter<int>("orders");
        orders.Add(3);
        orders.Add(1, new KeyValuePair<string, object?>("error.type", "timeout"));

        (await CountAsync()).Should().Be((4m, 1m));
        _host!.Services.GetRequiredService<ReliabilityRecorder>().GetFeeds("web").Should().ContainSingle();
    }

    [Fact]
    public async Task A_pair_of_instruments_in_code_and_in_configuration_counts_once()
    {
        await StartAsync($$""" "Meters": [ { "Meter": "{{_meter.Name}}", "Total": "all", "Bad": "lost" } ] """, r => r
            .FromMeter("web", _meter.Name, total: "all", bad: "lost"));
        _meter.CreateCounter<int>("all").Add(10);
        _meter.CreateCounter<int>("lost").Add(3);

        (await CountAsync()).Should().Be((10m, 3m));
    }

    [Fact]
    public async Task A_measurement_is_bad_if_one_declaration_calls_it_bad_and_counts_if_one_selects_it()
    {
        await StartAsync("", r => r
            .FromMeter("web", _meter.Name, "orders", m => m.Where("shop", "north").BadWhen("status", "lost"))
            .FromMeter("web", _meter.Name, "orders", m => m.WherePrefix("shop", "nor").BadWhen("status", "late")));
        Counter<int> orders = _meter.CreateCounter<int>("orders");
        foreach (string shop in (string[])["north", "norm", "south"])
        {
            foreach (string status in (string[])["ok", "lost", "late"])
            {
                orders.Add(1, new("shop", shop), new("status", status));
            }
        }

        (await CountAsync()).Should().Be((6m, 3m));
    }

    [Fact]
    public async Task A_duration_counts_once_and_only_if_no_declaration_calls_it_bad()
    {
        await StartAsync("", r => r
            .AddSlo("fast", s => s.Latency(TimeSpan.FromSeconds(1), 99m))
            .FromMeter("fast", _meter.Name, "duration", m => m.BadWhen("lost"))
            .FromMeter("fast", _meter.Name, "duration", m => m.BadWhen("late")));
        Histogram<double> duration = _meter.CreateHistogram<double>("duration", "s");
        duration.Record(0.1);
        duration.Record(2);
        duration.Record(0.1, new KeyValuePair<string, object?>("lost", true));
        duration.Record(0.1, new KeyValuePair<string, object?>("late", true));

        (await CountAsync("fast")).Should().Be((2m, 1m));
    }

    [Fact]
    public async Task Activities_in_code_and_in_configuration_count_once_and_are_bad_if_one_declaration_says_so()
    {
        await StartAsync($$""" "Activities": [ { "Source": "{{_source.Name}}" } ] """, r => r
            .FromActivities("web", _source.Name)
            .FromActivities("web", _source.Name, "run", a => a.BadWhen("lost")));
        foreach (bool isLost in (bool[])[false, true])
        {
            using Activity? activity = _source.StartActivity("run");
            activity?.SetTag("lost", isLost ? true : null);
        }

        (await CountAsync()).Should().Be((2m, 1m));
    }

    [Fact]
    public async Task Log_entries_in_code_and_in_configuration_count_once_and_are_bad_if_one_declaration_says_so()
    {
        await StartAsync(""" "Logs": [ { "Category": "Shop" } ] """, r => r
            .FromLogs("web", "Shop", LogLevel.Error)
            .FromLogs("web", "Shop.Orders", LogLevel.Warning, goodEvent: "OrderPlaced"));
        ILogger log = _host!.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop.Orders");
        log.Log(LogLevel.Information, "noise");
        log.Log(LogLevel.Warning, "late");
        log.Log(LogLevel.Error, "lost");

        (await CountAsync()).Should().Be((3m, 2m));
    }

    [Fact]
    public async Task A_health_check_in_code_and_in_configuration_counts_once()
    {
        await StartAsync(
            """ "HealthChecks": [ "ready" ] """,
            r => r.FromHealthCheck("web", "Ready").Services.AddHealthChecks().AddCheck("ready", () => HealthCheckResult.Unhealthy()));
        var entry = new HealthReportEntry(HealthStatus.Unhealthy, null, TimeSpan.Zero, null, null);
        var report = new HealthReport(
            new Dictionary<string, HealthReportEntry>(StringComparer.OrdinalIgnoreCase) { ["ready"] = entry }, TimeSpan.Zero);
        foreach (IHealthCheckPublisher publisher in _host!.Services.GetServices<IHealthCheckPublisher>())
        {
            await publisher.PublishAsync(report, CancellationToken.None);
        }

        (await CountAsync()).Should().Be((1m, 1m));
    }

    public void Dispose()
    {
        _host?.Dispose();
        _meter.Dispose();
        _source.Dispose();
    }

    private async Task StartAsync(string feed, Action<ReliabilityBuilder> code)
    {
        string web = $$""" "Kind": "Availability", "Target": 99 {{(feed.Length == 0 ? "" : ",")}} {{feed}} """;
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(
            $$"""{ "Reliability": { "Slos": { "web": { {{web}} } } } }""")));
        builder.Services.AddReliability(builder.Configuration.GetSection("Reliability"), code);
        _host = builder.Build();
        await _host.StartAsync();
    }

    private async Task<(decimal Total, decimal Bad)> CountAsync(string slo = "web")
    {
        await _host!.Services.GetRequiredService<ReliabilityRecorder>().FlushAsync();
        BudgetStatus status = await _host.Services.GetRequiredService<IErrorBudgets>().GetStatusAsync(slo);
        return (status.Total, status.Bad);
    }
}
