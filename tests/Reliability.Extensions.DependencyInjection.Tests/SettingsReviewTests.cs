using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reliability.Internal;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Extensions.DependencyInjection.Tests;

public sealed class SettingsReviewTests
{
    [Fact]
    public async Task A_share_that_is_taken_for_a_percentage_is_reported_with_what_was_meant()
    {
        string[] lines = await StartAsync("LowPercentage", r => r
            .AddSlo("share", s => s.Availability(0.999m))
            .AddSlo("low", s => s.Latency(TimeSpan.FromSeconds(1), 49.9m).OverRolling(TimeSpan.FromDays(7))
                .InTimeSlices(TimeSpan.FromMinutes(1), sliceTargetPercent: 0.95m))
            .AddSlo("alert", s => s.Availability(99.9m).AlertWhen(new PercentBelowRule(0.998m, TimeSpan.FromHours(1))))
            .AddSlo("half", s => s.Availability(50m))
            .AddSlo("answers", s => s.Score(2, 5)));
        lines.Should().HaveCount(4);
        lines.Should().Contain(line => line.Contains("'share' is read as 0.999 %. Did you mean 99.9?", StringComparison.Ordinal))
            .And.Contain(line => line.Contains("target of objective 'low' is read as 49.9 %. Percent", StringComparison.Ordinal))
            .And.Contain(line =>
                line.Contains("slice of objective 'low'", StringComparison.Ordinal) && line.Contains("95?", StringComparison.Ordinal))
            .And.Contain(line => line.Contains("'alert'", StringComparison.Ordinal) && line.Contains("99.8?", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_share_in_configuration_is_reported_too()
    {
        IConfiguration configuration = Configuration(
            ("Reliability:Slos:web:Kind", "Availability"), ("Reliability:Slos:web:Target", "0.999"),
            ("Reliability:Slos:web:ExpectsEventsWithin", "00:05:00"));
        (await StartAsync("LowPercentage", r => r.Configure(configuration.GetSection("Reliability")), configuration))
            .Should().ContainSingle().Which.Should().Contain("99.9?");
    }

    [Fact]
    public async Task Milliseconds_that_are_read_as_seconds_are_reported_with_what_was_meant()
    {
        TimeSpan hour = TimeSpan.FromHours(1);
        string[] lines = await StartAsync("LongLatency", r => r
            .AddSlo("limit", s => s.Latency(TimeSpan.FromSeconds(1), 95).AlertWhen(new QuantileAboveRule(0.95, 550, hour)))
            .AddSlo("threshold", s => s.Latency(TimeSpan.FromSeconds(1500), 95))
            .AddSlo("longest", s => s.Latency(TimeSpan.FromMinutes(10), 95).AlertWhen(new QuantileAboveRule(0.95, 60, hour)))
            .AddSlo("queue", s => s.Measurement(1000, 95).AlertWhen(new QuantileAboveRule(0.95, 550, hour))));

        lines.Should().BeEquivalentTo(
            "The limit of the alert p95-above-550-1h of objective 'limit' is read as 550 s, which is most likely a number of milliseconds. "
            + "Did you mean 550 ms, written as 0.55?",
            "The threshold of objective 'threshold' is read as 00:25:00, which is most likely a number of milliseconds. "
            + "Did you mean 1500 ms, written as 00:00:01.5?");
    }

    [Fact]
    public async Task Milliseconds_in_configuration_are_reported_too()
    {
        IConfiguration configuration = Configuration(
            ("Reliability:Slos:web:Kind", "Latency"),
            ("Reliability:Slos:web:Target", "95"),
            ("Reliability:Slos:web:Threshold", "00:10:01"),
            ("Reliability:Slos:web:Alerts:0:QuantileAbove", "550"),
            ("Reliability:Slos:web:Alerts:0:Window", "01:00:00"));

        (await StartAsync("LongLatency", r => r.Configure(configuration.GetSection("Reliability")), configuration))
            .Should().HaveCount(2)
            .And.Contain(line => line.Contains("read as 00:10:01, which", StringComparison.Ordinal)
                && line.EndsWith("601 ms, written as 00:00:00.601?", StringComparison.Ordinal))
            .And.Contain(line => line.Contains("read as 550 s, which", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Reliabilty", "Nearest: 'Reliability'.")]
    [InlineData("Shop:Reliabilty", "Nearest: 'Shop:Reliability'.")]
    public async Task A_section_that_does_not_exist_is_reported_with_the_nearest_one(string section, string nearest)
    {
        IConfiguration configuration = Configuration(
            ("Reliability:Service", "shop"), ("Shop:Reliability:Service", "shop"), ("AllowedHosts", "*"));
        (await StartAsync("SectionAbsent", r => r.Configure(configuration.GetSection(section)), configuration))
            .Should().ContainSingle().Which.Should().Contain($"'{section}'").And.EndWith(nearest);
    }

    [Fact]
    public async Task A_section_that_exists_is_not_reported()
    {
        IConfiguration configuration = Configuration(("Reliability:Service", "shop"));
        (await StartAsync("SectionAbsent", r => r.Configure(configuration.GetSection("Reliability")), configuration)).Should().BeEmpty();
    }

    [Theory]
    [InlineData(null, "default", true)]
    [InlineData("default", "default", false)]
    [InlineData(null, "Shop.Web", false)]
    public async Task A_service_without_a_name_of_its_own_is_reported(string? named, string service, bool isReported)
    {
        var log = new LogCollector();
        var setup = new ReliabilitySetup(service, [], [], SeriesRetention.Default, new RecorderOptions());
        var review = new SettingsReview(
            setup, new ReliabilityOptions { Service = named }, configuration: null, log.CreateLogger("Reliability"));

        await review.StartAsync(CancellationToken.None);

        log.Lines.Any(line => line.Event == "ServiceUnnamed").Should().Be(isReported);
    }

    [Theory]
    [InlineData("Shop.Web", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("cafe\u0301", false)]
    public void The_name_of_the_entry_assembly_is_used_if_it_can_be_the_name_of_a_service(string? assembly, bool isUsed) =>
        ReliabilitySetup.NameFrom(assembly).Should().Be(isUsed ? assembly : null);

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void The_name_of_the_entry_assembly_may_be_as_long_as_that_of_a_service(int length, bool isUsed)
    {
        string name = new('a', length);
        ReliabilitySetup.NameFrom(name).Should().Be(isUsed ? name : null);
    }

    private static IConfigurationRoot Configuration(params (string Key, string? Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.ToDictionary(one => one.Key, one => one.Value)).Build();

    private static async Task<string[]> StartAsync(string line, Action<ReliabilityBuilder> configure, IConfiguration? configuration = null)
    {
        var log = new LogCollector();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Logging.AddProvider(log);
        builder.Services.AddSingleton(configuration ?? Configuration()).AddReliability(configure);
        using IHost host = builder.Build();
        await host.StartAsync();
        await host.StopAsync();
        return [.. log.Lines.Where(one => one.Event == line).Select(one => one.Message)];
    }
}
