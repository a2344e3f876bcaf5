using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reliability.Recording;
using Reliability.Trends;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>Feeds tell the values of a split metric apart by the tag that has the name of its dimension.</summary>
public sealed class SplitFeedTests
{
    private readonly string _name = $"Shop.{Guid.NewGuid():N}";

    [Fact]
    public async Task A_tag_of_a_measurement_is_the_value()
    {
        using var meter = new Meter(_name);
        Histogram<double> histogram = meter.CreateHistogram<double>("age", unit: "s");
        using IHost host = Host(r => r.AddMetric("age", m => m.Unit("s").SplitBy("region")).FromMeter("age", _name, "age"));
        await host.StartAsync();
        histogram.Record(2.5, new KeyValuePair<string, object?>("region", "eu-west"));
        histogram.Record(2.5, new KeyValuePair<string, object?>("region", 7), new KeyValuePair<string, object?>("zone", "a"));
        histogram.Record(2.5);
        (await ValuesAsync(host, "age")).Should().Equal("7", "eu-west");
        Recorder(host).GetTotals().Single().Good.Should().Be(3);
        Recorder(host).GetFeeds("age").Should().ContainSingle().Which.Hint.Should().BeNull();
        await host.StopAsync();
    }

    [Fact]
    public async Task A_tag_of_an_activity_is_the_value()
    {
        using var source = new ActivitySource(_name);
        using IHost host = Host(r => r.AddMetric("age", m => m.Unit("s").SplitBy("region")).FromActivities("age", _name));
        await host.StartAsync();
        using (Activity? activity = source.StartActivity("work"))
        {
            activity!.SetTag("region", "eu-west");
        }

        (await ValuesAsync(host, "age")).Should().Equal("eu-west");
        await host.StopAsync();
    }

    [Fact]
    public async Task A_property_of_a_log_entry_is_the_value()
    {
        using IHost host = Host(r => r.AddMetric("ok", m => m.Outcomes().SplitBy("Region")).FromLogs("ok", _name, LogLevel.Error));
        await host.StartAsync();
        ILogger logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(_name);
#pragma warning disable CA1848, CA2254 // The text of the entry does not matter here.
        logger.LogInformation("Sold in {Region}", "eu-west");
        logger.LogError("Not sold in {Region}", "us-east");
#pragma warning restore CA1848, CA2254
        (await ValuesAsync(host, "ok")).Should().Equal("eu-west", "us-east");
        await host.StopAsync();
    }

    [Fact]
    public async Task A_feed_without_the_tag_says_that_nothing_is_split()
    {
        using var meter = new Meter(_name);
        Histogram<double> histogram = meter.CreateHistogram<double>("age", unit: "s");
        using IHost host = Host(r => r.AddMetric("age", m => m.Unit("s").SplitBy("regoin")).FromMeter("age", _name, "age"));
        await host.StartAsync();
        histogram.Record(2.5, new KeyValuePair<string, object?>("region", "eu-west"));
        (await ValuesAsync(host, "age")).Should().BeEmpty();
        Recorder(host).GetFeeds("age").Should().ContainSingle().Which.Hint.Should()
            .Be("No event had 'regoin', by which the metric is split, so that all of them count in its total alone.");
        await host.StopAsync();
    }

    [Fact]
    public async Task Two_instruments_of_a_total_and_its_bad_events_are_not_split_and_say_so()
    {
        using var meter = new Meter(_name);
        Counter<int> total = meter.CreateCounter<int>("total");
        meter.CreateCounter<int>("bad");
        using IHost host = Host(r => r
            .AddMetric("ok", m => m.Outcomes().SplitBy("region"))
            .FromMeter("ok", _name, total: "total", bad: "bad"));
        await host.StartAsync();
        total.Add(1, new KeyValuePair<string, object?>("region", "eu-west"));
        (await ValuesAsync(host, "ok")).Should().BeEmpty();
        Recorder(host).GetTotals().Single().Good.Should().Be(1);
        Recorder(host).GetFeeds("ok").Should().OnlyContain(feed => feed.Hint!.Contains("are not split"));
        await host.StopAsync();
    }

    [Fact]
    public async Task Configuration_splits_a_metric()
    {
        using IHost host = Configured("""{ "Metrics": { "age": { "Unit": "s", "SplitBy": "region" } } }""");
        await host.StartAsync();
        host.Services.GetRequiredService<ITrends>().Metrics.Single().SplitBy.Should().Be("region");
        Recorder(host).Metric("age").Record(1, "eu-west").Should().BeTrue();
        (await ValuesAsync(host, "age")).Should().Equal("eu-west");
        await host.StopAsync();
    }

    [Fact]
    public async Task A_dimension_that_is_not_a_name_stops_the_start()
    {
        using IHost host = Configured("""{ "Metrics": { "age": { "SplitBy": "a\nb" } } }""");
        await host.Invoking(one => one.StartAsync()).Should().ThrowAsync<OptionsValidationException>()
            .WithMessage("*Metrics:age:SplitBy*control characters*");
    }

    private static ReliabilityRecorder Recorder(IHost host) => host.Services.GetRequiredService<ReliabilityRecorder>();

    private static async Task<IReadOnlyList<string>> ValuesAsync(IHost host, string metric)
    {
        await Recorder(host).FlushAsync();
        return await host.Services.GetRequiredService<ITrends>().GetValuesAsync(metric);
    }

    private static IHost Host(Action<ReliabilityBuilder> configure)
    {
        HostApplicationBuilder builder = Empty();
        builder.Services.AddLogging().AddReliability(configure);
        return builder.Build();
    }

    private static IHost Configured(string json)
    {
        HostApplicationBuilder builder = Empty();
        IConfiguration section = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
        builder.Services.AddLogging().AddReliability(section);
        return builder.Build();
    }

    private static HostApplicationBuilder Empty() =>
        Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
}
