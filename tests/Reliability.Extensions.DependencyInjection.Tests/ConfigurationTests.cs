using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Reliability.Slos;

namespace Reliability.Tests;

public sealed class ConfigurationTests
{
    [Fact]
    public void Configuration_declares_every_kind_of_objective()
    {
        IReadOnlyList<SloDefinition> objectives = Objectives("""
            {
              "Service": "shop",
              "Slos": {
                "a": { "Kind": "Availability", "Target": 99.9, "Calendar": "Month", "Zone": "Europe/Berlin", "Service": "till", "AtRiskBelow": 0.5 },
                "l": { "Kind": "Latency", "Threshold": "00:00:00.5", "Target": 95, "Rolling": "7.00:00:00",
                       "Alerts": [ { "QuantileAbove": 0.55, "Window": "00:10:00", "Severity": "Ticket" }, { "BurnRateAbove": 6, "Window": "06:00:00" } ] },
                "s": { "Kind": "Score", "Average": 4, "Scale": 5, "Alerts": [ { "MeanBelow": 3.8, "Window": "1.00:00:00" } ] },
                "z": { "Kind": "ZeroTolerance", "AllowedEvents": 2, "Alerts": [ { "AnyBadEvent": true, "Window": "02:00:00" } ] },
                "m": { "Kind": "Measurement", "Limit": 30, "Target": 99, "Rolling": "1.00:00:00", "SliceLength": "00:05:00", "SliceTarget": 90, "MissingSlices": "Bad",
                       "Alerts": [ { "RatioBelow": 98, "Window": "01:00:00" } ] }
              }
            }
            """);

        objectives.Should().BeEquivalentTo(new[]
        {
            SloDefinition.Availability("a", 99.9m) with { Service = "till", Window = SloWindow.Calendar(CalendarPeriod.Month, "Europe/Berlin"), AtRiskBelow = 0.5m },
            SloDefinition.Latency("l", TimeSpan.FromMilliseconds(500), 95m) with
            {
                Service = "shop",
                Window = SloWindow.Rolling(TimeSpan.FromDays(7)),
                Alerts =
                [
                    new QuantileAboveRule(0.95, 0.55, TimeSpan.FromMinutes(10)) { Severity = AlertSeverity.Ticket },
                    new BurnRateRule(TimeSpan.FromHours(6), TimeSpan.FromMinutes(30), 6m, AlertSeverity.Page),
                ],
            },
            SloDefinition.Score("s", 4, 5) with { Service = "shop", Alerts = [new MeanBelowRule(3.8m, TimeSpan.FromDays(1))] },
            SloDefinition.ZeroTolerance("z", 2) with { Service = "shop", Alerts = [new BadEventRule(TimeSpan.FromHours(2))] },
            SloDefinition.Measurement("m", 30, 99m) with
            {
                Service = "shop",
                Window = SloWindow.Rolling(TimeSpan.FromDays(1)),
                Budgeting = Budgeting.TimeSlices(TimeSpan.FromMinutes(5), 90, MissingSlice.Bad),
                Alerts = [new RatioBelowRule(98m, TimeSpan.FromHours(1))],
            },
        }, o => o.ComparingByValue<SloDefinition>());
    }

    [Theory]
    [InlineData("""{ "FlushInterval": "00:02:00" }""", "FlushInterval", "00:02:00", "00:01:00")]
    [InlineData("""{ "TrimInterval": "00:00:01" }""", "TrimInterval", "00:00:01", "00:01:00")]
    [InlineData("""{ "HourRetention": "1.00:00:00" }""", "HourRetention", "1.00:00:00", "8.00:00:00")]
    [InlineData("""{ "MaxPendingBuckets": 0 }""", "MaxPendingBuckets", "0", "10000000")]
    [InlineData("""{ "FutureTolerance": "-00:00:01" }""", "FutureTolerance", "-00:00:01", "1.00:00:00")]
    [InlineData("""{ "Slos": { "x": { "Target": 100 } } }""", "Slos:x", "100", "zero-tolerance")]
    [InlineData("""{ "Slos": { "x": { "Target": 0 } } }""", "Slos:x", "above 0", "99.99999999")]
    [InlineData("""{ "Slos": { "x": { } } }""", "Slos:x", "Target is not set", "availability")]
    [InlineData("""{ "Slos": { "x": { "Kind": "Latency", "Target": 95 } } }""", "Slos:x", "Threshold is not set", "latency")]
    [InlineData("""{ "Slos": { "x": { "Target": 99, "Calendar": "Month", "Zone": "Mars/Olympus" } } }""", "Slos:x", "Mars/Olympus", "Europe/Berlin")]
    [InlineData("""{ "Slos": { "x": { "Target": 99, "Calendar": "Month", "Rolling": "1.00:00:00" } } }""", "Slos:x", "Rolling and Calendar", "one of them")]
    [InlineData("""{ "Slos": { "x": { "Target": 99, "SliceLength": "00:05:00" } } }""", "Slos:x", "SliceTarget is not set", "time slices")]
    [InlineData("""{ "Slos": { "x": { "Target": 99, "SliceLength": "00:05:00", "SliceTarget": 99 } } }""", "x", "minutes over 30d", "kept for 8d")]
    [InlineData("""{ "Slos": { "x": { "Target": 99, "Rolling": "366.00:00:00" } }, "HourRetention": "30.00:00:00" }""", "x", "366d", "30d")]
    [InlineData("""{ "Slos": { "x": { "Target": 95, "Alerts": [ { "BurnRateAbove": 20, "Window": "01:00:00" } ] } } }""", "x", "factor 20", "at most 20")]
    [InlineData("""{ "Slos": { "x": { "Target": 95, "Alerts": [ { "Window": "01:00:00" } ] } } }""", "Slos:x", "exactly one of", "0 are set")]
    [InlineData("""{ "Slos": { "x": { "Target": 95, "Alerts": [ { "RatioBelow": 90 } ] } } }""", "Slos:x", "Window is not set", "alert")]
    [InlineData("""{ "Slos": { "": { "Target": 95 } } }""", "Slos", "1 to 200 bytes", "empty")]
    public async Task A_setting_that_is_not_legal_stops_the_start_and_the_message_says_why(string json, string setting, string value, string legal)
    {
        using IHost host = Build(json);
        (await host.Invoking(h => h.StartAsync()).Should().ThrowAsync<OptionsValidationException>())
            .Which.Message.Should().Contain(setting).And.Contain(value).And.Contain(legal);
    }

    [Theory]
    [InlineData("""{ "FlushIntervall": "00:00:01" }""", "FlushIntervall")]
    [InlineData("""{ "Slos": { "x": { "Target": 99, "Treshold": 1 } } }""", "Treshold")]
    [InlineData("""{ "Slos": { "x": { "Target": "many" } } }""", "Slos:x:Target")]
    public async Task A_setting_that_does_not_exist_or_cannot_be_read_stops_the_start(string json, string name)
    {
        using IHost host = Build(json);
        (await host.Invoking(h => h.StartAsync()).Should().ThrowAsync<InvalidOperationException>()).Which.ToString().Should().Contain(name);
    }

    [Fact]
    public async Task Two_different_objectives_of_one_name_stop_the_start()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddReliability(r => r.AddSlo("checkout", slo => slo.Availability(99m)).AddSlo("checkout", slo => slo.Availability(99.9m)));
        using IHost host = builder.Build();

        (await host.Invoking(h => h.StartAsync()).Should().ThrowAsync<OptionsValidationException>())
            .Which.Message.Should().Contain("2 objectives are named 'checkout'");
    }

    private static IReadOnlyList<SloDefinition> Objectives(string json)
    {
        using IHost host = Build(json);
        return host.Services.GetRequiredService<IErrorBudgets>().Objectives;
    }

    private static IHost Build(string json)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "Reliability": {{json}} }""")));
        builder.Services.AddReliability(builder.Configuration.GetSection("Reliability"), _ => { });
        return builder.Build();
    }
}
