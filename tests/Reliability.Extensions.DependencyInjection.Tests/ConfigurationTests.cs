using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Reliability.Releases;
using Reliability.Slos;

namespace Reliability.Extensions.DependencyInjection.Tests;

public sealed class ConfigurationTests
{
    [Fact]
    public void A_section_declares_the_setup_without_a_delegate()
    {
        const string Json = """{ "Service": "shop", "FlushInterval": "00:00:02", "Slos": { "orders": { "Kind": "Availability", "Target": 99.5 } } }""";
        IConfiguration section = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(Json))).Build();

        using ServiceProvider provider = new ServiceCollection().AddReliability(section).BuildServiceProvider();

        SloDefinition slo = provider.GetRequiredService<IErrorBudgets>().Objectives.Should().ContainSingle().Which;
        (slo.Service, slo.Name, slo.Target).Should().Be(("shop", "orders", 99.5m));
        provider.GetRequiredService<IOptions<ReliabilityOptions>>().Value.FlushInterval.Should().Be(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Configuration_declares_every_kind_of_objective()
    {
        IReadOnlyList<SloDefinition> objectives = Objectives("""
            {
              "Service": "shop",
              "Slos": {
                "a": { "Kind": "Availability", "Target": 99.9, "Calendar": "Month", "Zone": "Europe/Berlin", "Service": "till", "AtRiskBelow": 0.5 },
                "l": { "Kind": "Latency", "Threshold": "00:00:00.5", "Target": 95, "Rolling": "7.00:00:00",
                       "Alerts": [ { "QuantileAbove": 0.55, "Window": "00:10:00" }, { "BurnRateAbove": 6, "Window": "06:00:00", "Severity": "Page" } ] },
                "s": { "Kind": "Score", "Average": 4, "Scale": 5, "Alerts": [ { "MeanBelow": 3.8, "Window": "1.00:00:00" } ] },
                "z": { "Kind": "ZeroTolerance", "AllowedEvents": 2, "Alerts": [ { "AnyBadEvent": true, "Window": "02:00:00" } ] },
                "m": { "Kind": "Measurement", "Limit": 30, "Target": 99, "Rolling": "1.00:00:00", "SliceLength": "00:05:00", "SliceTarget": 90, "MissingSlices": "Bad",
                       "Alerts": [ { "PercentBelow": 98, "Window": "01:00:00" } ] }
              }
            }
            """);

        objectives.Should().BeEquivalentTo(new[]
        {
            SloDefinition.Availability("a", 99.9m) with
            {
                Service = "till",
                Window = SloWindow.Calendar(CalendarPeriod.Month, "Europe/Berlin"),
                AtRiskBelow = 0.5m,
            },
            SloDefinition.Latency("l", TimeSpan.FromMilliseconds(500), 95m) with
            {
                Service = "shop",
                Window = SloWindow.Rolling(TimeSpan.FromDays(7)),
                Alerts =
                [
                    new QuantileAboveRule(0.95, 0.55, TimeSpan.FromMinutes(10)),
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
                Alerts = [new PercentBelowRule(98m, TimeSpan.FromHours(1))],
            },
        }, o => o.ComparingByValue<SloDefinition>());
    }

    [Fact]
    public void Configuration_declares_the_alerts_that_code_declares()
    {
        IReadOnlyList<SloDefinition> objectives = Objectives("""
            {
              "Service": "shop",
              "Slos": {
                "silent": { "Kind": "Availability", "Target": 99, "WithoutAlerts": true },
                "scaled": { "Kind": "Availability", "Target": 99, "Rolling": "7.00:00:00", "BurnRateScaling": "KeepFactors" },
                "both": { "Kind": "Availability", "Target": 99, "BurnRateScaling": "KeepWindows",
                          "Alerts": [ { "Name": "dip", "PercentBelow": 90, "Window": "01:00:00" } ] }
              }
            }
            """);

        SloDefinition[] declared =
        [
            SloBuilder.Create("silent", slo => slo.OfService("shop").Availability(99).WithoutAlerts()),
            SloBuilder.Create(
                "scaled",
                slo => slo.OfService("shop").Availability(99).OverRolling(TimeSpan.FromDays(7))
                    .AlertOnBurnRate(BurnRateScaling.KeepFactors)),
            SloBuilder.Create(
                "both",
                slo => slo.OfService("shop").Availability(99).AlertOnBurnRate()
                    .AlertWhen(new PercentBelowRule(90, TimeSpan.FromHours(1)) { Name = "dip" })),
        ];
        declared.Select(slo => slo.Alerts.Count).Should().Equal(0, 4, 5);
        objectives.Should().BeEquivalentTo(declared, o => o.ComparingByValue<SloDefinition>());
    }

    [Theory]
    [InlineData(
        """ "WithoutAlerts": true, "BurnRateScaling": "KeepWindows" """,
        "WithoutAlerts: WithoutAlerts is set, and so are alert rules (Alerts or BurnRateScaling); they exclude each other.")]
    [InlineData(
        """ "WithoutAlerts": true, "Alerts": [ { "PercentBelow": 90, "Window": "01:00:00" } ] """,
        "WithoutAlerts: WithoutAlerts is set, and so are alert rules (Alerts or BurnRateScaling); they exclude each other.")]
    [InlineData(
        """ "Alerts": [] """,
        "Alerts: an empty list is not valid. Leave it out for the default rules, or set WithoutAlerts for no rules.")]
    public async Task Alerts_that_contradict_each_other_stop_the_start(string alerts, string message)
    {
        (await Failure($$"""{ "Slos": { "x": { "Kind": "Availability", "Target": 99, {{alerts}} } } }"""))
            .Should().Be("Reliability:Slos:x:" + message);
    }

    [Theory]
    [InlineData("""{ "FlushInterval": "00:02:00" }""", "FlushInterval", "00:02:00", "00:01:00")]
    [InlineData("""{ "TrimInterval": "00:00:01" }""", "TrimInterval", "00:00:01", "00:01:00")]
    [InlineData("""{ "HourRetention": "1.00:00:00" }""", "HourRetention", "1.00:00:00", "8.00:00:00")]
    [InlineData("""{ "MaxPendingBuckets": 0 }""", "MaxPendingBuckets", "0", "10000000")]
    [InlineData("""{ "MaxCellBytes": -1 }""", "MaxCellBytes", "-1", "1099511627776")]
    [InlineData("""{ "FutureTolerance": "-00:00:01" }""", "FutureTolerance", "-00:00:01", "1.00:00:00")]
    [InlineData("""{ "Slos": { "x": { "Kind": "Availability", "Target": 100 } } }""", "Slos:x", "100", "zero-tolerance")]
    [InlineData("""{ "Slos": { "x": { "Kind": "Availability", "Target": 0 } } }""", "Slos:x", "above 0", "99.99999999")]
    [InlineData("""{ "Slos": { "x": { "Kind": "Availability" } } }""", "Slos:x", "Target is not set", "Availability")]
    [InlineData("""{ "Slos": { "x": { } } }""", "Slos:x", "Kind is not set", "Availability, Latency, Score, ZeroTolerance, Measurement")]
    [InlineData(
        """{ "Slos": { "x": { "Kind": "Unknown", "Target": 99 } } }""",
        "Slos:x:Kind",
        "Unknown is not valid",
        "The value must be one of Availability, Latency, Score, ZeroTolerance, Measurement.")]
    [InlineData("""{ "Slos": { "x": null } }""", "Slos:x", "Kind is not set", "Availability, Latency, Score, ZeroTolerance, Measurement")]
    [InlineData(
        """{ "Slos": { "x": { "Target": 99 } } }""",
        "Slos:x",
        "Kind is not set",
        "Availability, Latency, Score, ZeroTolerance, Measurement")]
    [InlineData("""{ "Service": "" }""", "Reliability:Service: ", "empty", "1 to 200 bytes")]
    [InlineData(
        """{ "Slos": { "x": { "Kind": "ZeroTolerance", "Service": "" } } }""",
        "Reliability:Slos:x:Service: ",
        "empty",
        "1 to 200 bytes")]
    [InlineData(
        """{ "ReleasePolicy": { "StaleAfter": "00:00:00" } }""",
        "Reliability:ReleasePolicy:StaleAfter: ",
        "00:00:00 is not valid",
        "above 00:00:00")]
    [InlineData(
        """{ "ReleasePolicy": { "RunningOutWithin": "-1.00:00:00" } }""",
        "Reliability:ReleasePolicy:RunningOutWithin: ",
        "-1.00:00:00 is not valid",
        "above 00:00:00")]
    [InlineData(
        """{ "ReleasePolicy": { "OnNoData": "Stop" } }""",
        "Reliability:ReleasePolicy:OnNoData: ",
        "'Stop' is not valid",
        "Allow, Warn, Block")]
    [InlineData(
        """{ "ReleasePolicy": { "OnStale": 7 } }""",
        "Reliability:ReleasePolicy:OnStale: ",
        "'7' is not valid",
        "Allow, Warn, Block")]
    [InlineData(
        """{ "ReleasePolicy": { "OnStale": "Unknown" } }""",
        "Reliability:ReleasePolicy:OnStale: ",
        "Unknown is not valid",
        "The value must be one of Allow, Warn, Block")]
    [InlineData("""{ "Slos": { "x": { "Kind": "Latency", "Target": 95 } } }""", "Slos:x", "Threshold is not set", "latency")]
    [InlineData(
        """{ "Slos": { "x": { "Kind": "Availability", "Target": 99, "Calendar": "Month", "Zone": "Mars/Olympus" } } }""",
        "Slos:x",
        "Mars/Olympus",
        "Europe/Berlin")]
    [InlineData(
        """{ "Slos": { "x": { "Kind": "Availability", "Target": 99, "Calendar": "Month", "Rolling": "1.00:00:00" } } }""",
        "Slos:x",
        "Rolling and Calendar",
        "one of them")]
    [InlineData(
        """{ "Slos": { "x": { "Kind": "Availability", "Target": 99, "SliceLength": "00:05:00" } } }""",
        "Slos:x",
        "SliceTarget is not set",
        "time slices")]
    [InlineData(
        """{ "Slos": { "x": { "Kind": "Availability", "Target": 99, "SliceLength": "00:05:00", "SliceTarget": 99 } } }""",
        "Slos:x",
        "minutes over 30d",
        "kept for 8d")]
    [InlineData(
        """{ "Slos": { "x": { "Kind": "Availability", "Target": 99, "Rolling": "366.00:00:00" } }, "HourRetention": "30.00:00:00" }""",
        "Slos:x",
        "366d",
        "30d")]
    [InlineData(
        """{ "Slos": { "x": { "Kind": "Availability", "Target": 95, "Alerts": [ { "BurnRateAbove": 20, "Window": "01:00:00" } ] } } }""",
        "Slos:x:Alerts:0",
        "factor 20",
        "at most 20")]
    [InlineData(
        """{ "Slos": { "x": { "Kind": "Availability", "Target": 95, "Alerts": [ { "Window": "01:00:00" } ] } } }""",
        "Slos:x",
        "exactly one of",
        "0 are set")]
    [InlineData(
        """{ "Slos": { "x": { "Kind": "Availability", "Target": 95, "Alerts": [ { "PercentBelow": 90 } ] } } }""",
        "Slos:x",
        "Window is not set",
        "alert")]
    [InlineData("""{ "Slos": { "": { "Kind": "Availability", "Target": 95 } } }""", "Slos", "1 to 200 bytes", "empty")]
    public async Task A_setting_that_is_not_legal_stops_the_start_and_the_message_says_why(
        string json,
        string setting,
        string value,
        string legal)
    {
        using IHost host = Build(json);
        (await host.Invoking(h => h.StartAsync()).Should().ThrowAsync<OptionsValidationException>())
            .Which.Message.Should().Contain(setting).And.Contain(value).And.Contain(legal);
    }

    [Theory]
    [InlineData(
        """ "Kind": "ZeroTolerance", "Target": 99.9 """,
        "Target: 99.9 is set, but an objective of kind ZeroTolerance does not use it; it is for Availability, Latency, Measurement.")]
    [InlineData(
        """ "Kind": "Score", "Average": 4, "Scale": 5, "Target": 99 """,
        "Target: 99 is set, but an objective of kind Score does not use it; it is for Availability, Latency, Measurement.")]
    [InlineData(
        """ "Kind": "Availability", "Target": 99, "Threshold": "00:00:01" """,
        "Threshold: 00:00:01 is set, but an objective of kind Availability does not use it; it is for Latency.")]
    [InlineData(
        """ "Kind": "Availability", "Target": 99, "Average": 4 """,
        "Average: 4 is set, but an objective of kind Availability does not use it; it is for Score.")]
    [InlineData(
        """ "Kind": "Availability", "Target": 99, "Scale": 5 """,
        "Scale: 5 is set, but an objective of kind Availability does not use it; it is for Score.")]
    [InlineData(
        """ "Kind": "Availability", "Target": 99, "AllowedEvents": 0 """,
        "AllowedEvents: 0 is set, but an objective of kind Availability does not use it; it is for ZeroTolerance.")]
    [InlineData(
        """ "Kind": "Availability", "Target": 99, "Limit": 1.5 """,
        "Limit: 1.5 is set, but an objective of kind Availability does not use it; it is for Measurement.")]
    [InlineData(
        """ "Kind": "Availability", "Target": 99, "GoodAtLeast": false """,
        "GoodAtLeast: False is set, but an objective of kind Availability does not use it; it is for Measurement.")]
    [InlineData(
        """ "Kind": "ZeroTolerance", "BurnRateScaling": "KeepWindows" """,
        "BurnRateScaling: KeepWindows is set, but an objective of kind ZeroTolerance does not use it; it is for Availability, Latency, "
            + "Score, Measurement.")]
    [InlineData(
        """ "Kind": "Availability", "Target": 99, "SliceTarget": 90 """,
        "SliceTarget: 90 is set, but only SliceLength uses it, which is not set.")]
    [InlineData(
        """ "Kind": "Availability", "Target": 99, "MissingSlices": "Bad" """,
        "MissingSlices: Bad is set, but only SliceLength uses it, which is not set.")]
    [InlineData(
        """ "Kind": "Availability", "Target": 99, "MinCoverageShare": 0.5 """,
        "MinCoverageShare: 0.5 is set, but only SliceLength uses it, which is not set.")]
    [InlineData(
        """ "Kind": "Availability", "Target": 99, "Zone": "UTC" """,
        "Zone: UTC is set, but only Calendar uses it, which is not set.")]
    [InlineData(
        """ "Kind": "Availability", "Target": 95, "Alerts": [ { "PercentBelow": 90, "Window": "01:00:00", "Quantile": 0.9 } ] """,
        "Alerts:0:Quantile: 0.9 is set, but only QuantileAbove uses it, which is not set.")]
    [InlineData(
        """ "Kind": "Availability", "Target": 95, "Alerts": [ { "PercentBelow": 90, "Window": "01:00:00", "ShortWindow": "00:05:00" } ] """,
        "Alerts:0:ShortWindow: 00:05:00 is set, but only BurnRateAbove uses it, which is not set.")]
    public async Task A_setting_that_nothing_uses_stops_the_start(string slo, string message)
    {
        (await Failure($$"""{ "Slos": { "x": { {{slo}} } } }""")).Should().Be("Reliability:Slos:x:" + message);
    }

    [Theory]
    [InlineData(
        """{ "FlushInterval": "00:02:00" }""",
        "Reliability:FlushInterval: 00:02:00 is not valid. The value must be from 00:00:00.0500000 to 00:01:00.")]
    [InlineData(
        """{ "Slos": { "a": { "Kind": "Availability", "Target": 100 } } }""",
        "Reliability:Slos:a:Target: 100 is not valid. The target must be a percentage above 0 and at most 99.99999999, such as 99.9. "
            + "For 100 use a zero-tolerance objective.")]
    [InlineData(
        """{ "Slos": { "a": { "Kind": "Score", "Average": 6, "Scale": 5 } } }""",
        "Reliability:Slos:a:Average: 6 is not valid. The target average must be above 0 and below the scale (5).")]
    [InlineData(
        """{ "Slos": { "a": { "Kind": "Availability", "Target": 95, "Alerts": [ { "PercentBelow": 90, "Window": "01:00:00" }, { "PercentBelow": 101, "Window": "01:00:00" } ] } } }""",
        "Reliability:Slos:a:Alerts:1:PercentBelow: 101 is not valid. The percentage must be above 0 and at most 100.")]
    public async Task A_message_is_one_line_with_path_value_and_range(string json, string message)
    {
        (await Failure(json)).Should().Be(message);
    }

    [Theory]
    [InlineData(
        """{ "Slos": { "x": { "Kind": "Availability", "Target": 99, "Targt": 1, "Alerts": [ { "Windo": 1 } ] } } }""",
        "Reliability:Slos:x:Targt: no setting has this name. Valid names are 'Target', ",
        "Reliability:Slos:x:Alerts:0:Windo: no setting has this name. Valid names are 'Window', ")]
    [InlineData(
        """{ "FlushIntervall": "00:00:01", "ReleasePolicy": { "OnNothing": "Warn" } }""",
        "Reliability:FlushIntervall: no setting has this name. Valid names are 'FlushInterval', ",
        "Reliability:ReleasePolicy:OnNothing: no setting has this name. Valid names are 'On")]
    [InlineData(
        """{ "Slos": { "x": { "Kind": "Avail", "Target": "many" } } }""",
        "Reliability:Slos:x:Kind: 'Avail' is not valid. The value must be one of Availability, Latency, Score, ZeroTolerance, Measurement.",
        "Reliability:Slos:x:Target: 'many' is not valid. The value must be a number such as 99.9.")]
    [InlineData(
        """{ "TrimInterval": "soon", "MaxPendingBuckets": 1.5 }""",
        "Reliability:TrimInterval: 'soon' is not valid. The value must be a duration as [days.]hours:minutes:seconds, such as 00:05:00 "
            + "or 30.00:00:00.",
        "Reliability:MaxPendingBuckets: '1.5' is not valid. The value must be a whole number.")]
    [InlineData(
        """{ "RecordQuietMinutes": "maybe", "Service": { "Name": "shop" } }""",
        "Reliability:RecordQuietMinutes: 'maybe' is not valid. The value must be true or false.",
        "Reliability:Service: a group of settings is not valid. The value must be text.")]
    [InlineData(
        """{ "Slos": { "x": "99.9" }, "ReleasePolicy": "Block" }""",
        "Reliability:Slos:x: '99.9' is not valid. The setting is a group and has no value of its own.",
        "Reliability:ReleasePolicy: 'Block' is not valid. The setting is a group and has no value of its own.")]
    [InlineData(
        """{ "Slos": { "x": { "Kind": "ZeroTolerance", "AllowedEvents": "", "Alerts": [ { "QuantileAbove": "x" } ] } } }""",
        "Reliability:Slos:x:AllowedEvents: '' is not valid. The value must be a whole number.",
        "Reliability:Slos:x:Alerts:0:QuantileAbove: 'x' is not valid. The value must be a number such as 99.9.")]
    public async Task Every_setting_that_does_not_exist_or_cannot_be_read_is_named(string json, string first, string second)
    {
        (await Failure(json)).Should().Contain(first).And.Contain(second);
    }

    [Theory]
    [InlineData("""{ "ReleasePolicy": { "OnNoData": "Block" } }""", GateVerdict.Block)]
    [InlineData("""{ }""", GateVerdict.Warn)]
    public async Task The_release_policy_is_configuration_too(string json, GateVerdict verdict)
    {
        using IHost host = Build($$"""{ "Slos": { "x": { "Kind": "Availability", "Target": 99 } }, {{json.Trim()[1..^1]}} }""");
        string service = host.Services.GetRequiredService<IErrorBudgets>().Objectives[0].Service;
        IReleaseGate gate = host.Services.GetRequiredService<IReleaseGate>();

        (await gate.DecideAsync(service)).Verdict.Should().Be(verdict);
    }

    [Fact]
    public void Every_property_of_the_release_policy_is_an_option_with_the_same_default()
    {
        new ReleasePolicyOptions().Should().BeEquivalentTo(ReleasePolicy.Default);
    }

    [Fact]
    public async Task Code_is_checked_like_configuration()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddReliability(r => r.Configure(options =>
        {
            options.ReleasePolicy.OnStale = (GateVerdict)7;
            options.ReleasePolicy.StaleAfter = TimeSpan.Zero;
        }));
        using IHost host = builder.Build();

        (await host.Invoking(h => h.StartAsync()).Should().ThrowAsync<OptionsValidationException>()).Which.Failures.Should().Equal(
            "ReleasePolicy:OnStale: 7 is not valid. The value must be one of Allow, Warn, Block.",
            "ReleasePolicy:StaleAfter: 00:00:00 is not valid. The value must be a duration above 00:00:00.");
    }

    [Fact]
    public async Task Two_different_objectives_of_one_name_stop_the_start()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddReliability(r =>
            r.AddSlo("checkout", slo => slo.Availability(99m)).AddSlo("checkout", slo => slo.Availability(99.9m)));
        using IHost host = builder.Build();

        (await host.Invoking(h => h.StartAsync()).Should().ThrowAsync<OptionsValidationException>())
            .Which.Message.Should().Contain("2 objectives are named 'checkout'");
    }

    private static async Task<string> Failure(string json)
    {
        using IHost host = Build(json);
        return (await host.Invoking(h => h.StartAsync()).Should().ThrowAsync<OptionsValidationException>()).Which.Message;
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
