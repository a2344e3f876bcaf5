using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Reliability.Alerting;
using Reliability.Recording;
using Reliability.Slos;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>What code can declare, configuration can: feeds, policies and webhooks.</summary>
public sealed class ConfiguredPartsTests
{
    private const string Web = """ "Kind": "Availability", "Target": 99 """;

    [Fact]
    public async Task An_instrument_of_configuration_feeds_its_objective()
    {
        using var meter = new Meter("Shop." + Guid.NewGuid().ToString("N"));
        using IHost host = Build($$"""
            { "Slos": { "db": { {{Web}}, "Meters": [ {
                "Meter": "{{meter.Name}}", "Instrument": "commands",
                "Where": [ { "Tag": "pool", "Value": "main" }, { "Tag": "verb", "Not": "PING" }, { "Tag": "table", "Prefix": "shop." } ],
                "BadWhen": [ { "Tag": "failed" }, { "Tag": "code", "Value": "7" }, { "Tag": "status", "Prefix": "5" } ] } ] } } }
            """);
        await host.StartAsync();
        Counter<int> commands = meter.CreateCounter<int>("commands");
        Add(4);
        Add(1, ("failed", true));
        Add(1, ("code", 7));
        Add(1, ("status", "503"));
        Add(1, ("verb", "PING"));
        commands.Add(1, new KeyValuePair<string, object?>("pool", "other"));

        (await CountAsync(host, "db")).Should().Be((7m, 3m));

        void Add(int count, params (string Tag, object Value)[] tags) => commands.Add(
            count,
            [
                new("pool", "main"), new("table", "shop.orders"),
                .. tags.Select(tag => new KeyValuePair<string, object?>(tag.Tag, tag.Value))
            ]);
    }

    [Fact]
    public async Task A_health_check_of_configuration_feeds_its_objective()
    {
        using IHost host = Build(
            $$"""{ "Slos": { "db": { {{Web}}, "HealthChecks": [ "ready" ] } } }""",
            services => services.AddHealthChecks().AddCheck("ready", () => HealthCheckResult.Healthy()));
        IHealthCheckPublisher publisher = host.Services.GetServices<IHealthCheckPublisher>().Should().ContainSingle().Which;
        foreach (HealthStatus status in new[] { HealthStatus.Healthy, HealthStatus.Unhealthy })
        {
            var entry = new HealthReportEntry(status, null, TimeSpan.Zero, null, null);
            await publisher.PublishAsync(
                new HealthReport(new Dictionary<string, HealthReportEntry> { ["ready"] = entry }, TimeSpan.Zero), CancellationToken.None);
        }

        (await CountAsync(host, "db")).Should().Be((2m, 1m));
    }

    [Fact]
    public async Task A_policy_of_configuration_freezes_releases()
    {
        using IHost host = Build($$"""
            { "Slos": { "web": { {{Web}} } }, "Policies": { "freeze": { "Slo": "web", "ActsAt": 0.1, "RecoveryMargin": 0.2,
              "MinBadEvents": 3, "MinValues": 10, "Confidence": 0.9,
              "Severity": "Page", "Notifies": true, "FreezesReleases": true, "IsDryRun": true } } }
            """);
        await host.StartAsync();

        host.Services.GetKeyedServices<BudgetPolicy>("").Should().ContainSingle().Which.Should().BeEquivalentTo(
            new BudgetPolicy("freeze", "web", 0.1m)
            {
                RecoveryMargin = 0.2m,
                Guard = new LowTrafficGuard(3, 0.9) { MinValues = 10 },
                Severity = AlertSeverity.Page,
                Notifies = true,
                FreezesReleases = true,
                IsDryRun = true,
            });
    }

    [Fact]
    public async Task A_policy_of_configuration_has_the_defaults_of_code()
    {
        using IHost host = Build($$"""{ "Slos": { "web": { {{Web}} } }, "Policies": { "log": { "Slo": "web", "ActsAt": 0.1 } } }""");
        await host.StartAsync();

        host.Services.GetKeyedServices<BudgetPolicy>("").Should().ContainSingle().Which.Should().BeEquivalentTo(
            new BudgetPolicy("log", "web", 0.1m));
    }

    [Fact]
    public async Task A_webhook_of_configuration_is_called()
    {
        using var hook = new HookServer();
        using IHost host = Build($$"""{ "Webhooks": { "pager": { "Url": "{{hook.Url}}", "Secret": "0123456789abcdef" } } }""");
        IAlertNotifier notifier = host.Services.GetKeyedServices<IAlertNotifier>("").Should().ContainSingle().Which;

        notifier.Name.Should().Be("pager");
        await notifier.NotifyAsync(WebhookTests.Fired, CancellationToken.None);
        hook.Requests.Should().ContainSingle().Which.Head.Should().Contain("X-Reliability-Signature: t=");
    }

    [Theory]
    [InlineData(
        """ "Meters": [ { "Meter": "Npgsql" } ] """,
        "Reliability:Slos:web:Meters:0:Instrument: Instrument is not set.")]
    [InlineData(
        """ "Meters": [ { "Meter": "a", "Instrument": "b", "Where": [ { "Tag": "x" } ] } ] """,
        "Reliability:Slos:web:Meters:0:Where:0: A condition has exactly one of Value, Prefix and Not.")]
    [InlineData(
        """ "Meters": [ { "Meter": "a", "Instrument": "b", "BadWhen": [ { "Tag": "x", "Not": "y" } ] } ] """,
        "Reliability:Slos:web:Meters:0:BadWhen:0: A condition for what is bad has Value, Prefix or neither, and never Not.")]
    [InlineData(
        """ "Meters": [ { "Metr": "a" } ] """,
        "Reliability:Slos:web:Meters:0:Metr: no setting has this name. Valid names are 'Meter', ")]
    [InlineData(
        """ "Requests": [ { "Routes": [ "/orders" ] } ] """,
        "Reliability:Slos:web:Requests: nothing reads it; call FromRequests() of Reliability.AspNetCore: "
        + "services.AddReliability(section, r => r.FromRequests()).")]
    [InlineData(
        """ "Requests": [ { "BadStatuses": [ 404, 4040 ] } ] """,
        "Reliability:Slos:web:Requests:0:BadStatuses:1: 4040 is not valid. The value must be from 100 to 599.")]
    [InlineData(
        """ "Requests": [ { "BadStatuses": [ "teapot" ] } ] """,
        "Reliability:Slos:web:Requests:0:BadStatuses:0: 'teapot' is not valid. The value must be a whole number.")]
    [InlineData(
        """ "Requests": [ { "Routes": [ " " ] } ] """,
        "Reliability:Slos:web:Requests:0:Routes:0: the text is empty.")]
    public async Task A_feed_that_is_wrong_stops_the_start(string feed, string message) =>
        (await FailuresAsync($$"""{ "Slos": { "web": { {{Web}}, {{feed}} } } }""")).Should().Contain(one => one.StartsWith(message));

    [Theory]
    [InlineData(""" "Policies": { "p": { "ActsAt": 0.1 } } """, "Reliability:Policies:p:Slo: Slo is not set.")]
    [InlineData(""" "Policies": { "p": { "Slo": "web" } } """, "Reliability:Policies:p:ActsAt: ActsAt is not set, but a policy needs it.")]
    [InlineData(
        """ "Policies": { "p": { "Slo": "web", "ActsAt": 7 } } """,
        "Reliability:Policies:p:ActsAt: 7 is not valid. The remaining share of the budget must be -10 to 1.")]
    [InlineData(
        """ "Policies": { "p": { "Slo": "wep", "ActsAt": 0 } } """,
        "Reliability:Policies:p:Slo: No objective is named 'wep'. Declared are: 'web'.")]
    [InlineData(
        """ "Webhooks": { "w": { "Url": "pager" } } """,
        "Reliability:Webhooks:w:Url: 'pager' is not valid. The value must be an absolute address such as https://hooks.example/alerts.")]
    [InlineData(
        """ "Webhooks": { "w": { "Url": "https://hooks.example", "Secret": "short" } } """,
        "Reliability:Webhooks:w:Secret: Secret must have 16 characters or more; it has 5.")]
    [InlineData(
        """ "Webhooks": { "w": { "Url": "https://hooks.example", "AllowedHosts": [ "pager.example" ] } } """,
        "Reliability:Webhooks:w:Url: Url names the host 'hooks.example', and AllowedHosts allows pager.example.")]
    public async Task A_policy_or_webhook_that_is_wrong_stops_the_start(string part, string message) =>
        (await FailuresAsync($$"""{ "Slos": { "web": { {{Web}} } }, {{part}} }""")).Should().ContainSingle()
            .Which.Should().StartWith(message);

    [Fact]
    public async Task All_problems_of_a_policy_and_of_a_webhook_are_reported_at_once() =>
        (await FailuresAsync("""
            { "Policies": { "p": { "ActsAt": 7, "RecoveryMargin": 2, "MinBadEvents": -1, "MinValues": -1, "Confidence": 0.1, "Freeze": true,
                                   "Notifies": "maybe" } },
              "Webhooks": { "w": { "Secret": "short", "Ulr": "https://hooks.example" }, "v": { "Url": "pager", "Secret": "short" } } }
            """))
            .Select(one => one.Split(": ")[0]).Should().BeEquivalentTo(
                "Reliability:Policies:p:Slo",
                "Reliability:Policies:p:ActsAt",
                "Reliability:Policies:p:RecoveryMargin",
                "Reliability:Policies:p:MinBadEvents",
                "Reliability:Policies:p:MinValues",
                "Reliability:Policies:p:Confidence",
                "Reliability:Policies:p:Freeze",
                "Reliability:Policies:p:Notifies",
                "Reliability:Webhooks:w:Url",
                "Reliability:Webhooks:w:Secret",
                "Reliability:Webhooks:w:Ulr",
                "Reliability:Webhooks:v:Url",
                "Reliability:Webhooks:v:Secret");

    [Fact]
    public async Task All_problems_of_an_alert_are_reported_at_once() =>
        (await FailuresAsync($$"""
            { "Slos": { "web": { {{Web}}, "Alerts": [
                { "PercentBelow": 101, "Window": "100.00:00:00", "MinBadEvents": -1, "MinValues": -1, "Confidence": 2, "Name": "" },
                { "QuantileAbove": 1, "Quantile": 7, "Window": "4.00:00:00" },
                { "BurnRateAbove": 0, "ShortWindow": "00:00:01" },
                { "BurnRateAbove": 2, "Window": "01:00:00", "ShortWindow": "02:00:00", "PercentBelow": 90 },
                { "QuantileAbove": "x", "Quantile": 0.9, "Window": "0:90" } ] } } }
            """))
            .Select(one => one.Split(": ")[0]).Should().BeEquivalentTo(
                "Reliability:Slos:web:Alerts:0:PercentBelow",
                "Reliability:Slos:web:Alerts:0:Window",
                "Reliability:Slos:web:Alerts:0:MinBadEvents",
                "Reliability:Slos:web:Alerts:0:MinValues",
                "Reliability:Slos:web:Alerts:0:Confidence",
                "Reliability:Slos:web:Alerts:0:Name",
                "Reliability:Slos:web:Alerts:1:Quantile",
                "Reliability:Slos:web:Alerts:1:Window",
                "Reliability:Slos:web:Alerts:2:BurnRateAbove",
                "Reliability:Slos:web:Alerts:2:ShortWindow",
                "Reliability:Slos:web:Alerts:2:Window",
                "Reliability:Slos:web:Alerts:3:ShortWindow",
                "Reliability:Slos:web:Alerts:3",
                "Reliability:Slos:web:Alerts:4:QuantileAbove",
                "Reliability:Slos:web:Alerts:4:Window");

    [Theory]
    [InlineData("5m")]
    [InlineData("90")]
    [InlineData("00:05")]
    [InlineData("1:00:00:00")]
    [InlineData("5 minutes")]
    [InlineData("PT5M")]
    public async Task A_duration_has_one_notation(string duration) =>
        (await FailuresAsync($$"""{ "FlushInterval": "{{duration}}" }""")).Should().Equal(
            $"Reliability:FlushInterval: '{duration}' is not valid. The value must be a duration as [days.]hours:minutes:seconds, such "
                + $"as 00:05:00 or "
            + "30.00:00:00.");

    [Fact]
    public async Task All_problems_of_an_objective_are_reported_at_once() =>
        (await FailuresAsync("""
            { "Slos": {
              "web": { "Kind": "Latency", "Threshold": "-00:00:01", "Target": 200, "Rolling": "00:00:01", "AtRiskBelow": 3,
                       "Zone": "Mars/Olympus", "Calendar": "Month", "SliceLength": "00:05:00", "MinCoverageShare": 7,
                       "Alerts": [ { "PercentBelow": 0, "Window": "01:00:00" }, { "PercentBelow": 90 } ],
                       "Meters": [ { } ], "Requests": [ { } ] },
              "score": { "Kind": "Score", "Scale": 0 } } }
            """))
            .Select(one => one.Split(": ")[0]).Should().BeEquivalentTo(
                "Reliability:Slos:web:Threshold",
                "Reliability:Slos:web:Target",
                "Reliability:Slos:web:Rolling", // its range, and the calendar that excludes it
                "Reliability:Slos:web:Rolling",
                "Reliability:Slos:web:AtRiskBelow",
                "Reliability:Slos:web:Zone",
                "Reliability:Slos:web:SliceTarget",
                "Reliability:Slos:web:MinCoverageShare",
                "Reliability:Slos:web:Alerts:0:PercentBelow",
                "Reliability:Slos:web:Alerts:1:Window",
                "Reliability:Slos:web:Meters:0:Meter",
                "Reliability:Slos:web:Meters:0:Instrument",
                "Reliability:Slos:web:Requests",
                "Reliability:Slos:score:Scale",
                "Reliability:Slos:score:Average");

    [Theory]
    [InlineData(
        """{ "Kind": "Latency", "Threshold": "-00:00:01", "Target": 200, "Targt": 1 }""",
        "x:Threshold: -00:00:01 is not valid.",
        "x:Target: 200 is not valid.",
        "x:Targt: no setting has this name.")]
    [InlineData(
        """{ "Kind": "Avail", "Target": 0, "Calendar": "Fortnight", "Zone": "UTC", "AtRiskBelow": 3 }""",
        "x:Kind: 'Avail' is not valid.",
        "x:Calendar: 'Fortnight' is not valid.",
        "x:AtRiskBelow: 3 is not valid.")]
    [InlineData(
        """
        { "Kind": "Availability", "Target": "many", "SliceLength": "5m", "SliceTarget": 90,
          "Requests": [ { "Routes": [ "/a" ], "BadStatuses": [ "teapot", 500, 4040 ] } ] }
        """,
        "x:Target: 'many' is not valid.",
        "x:SliceLength: '5m' is not valid.",
        "x:Requests:0:BadStatuses:0: 'teapot' is not valid.",
        "x:Requests: nothing reads it",
        "x:Requests:0:BadStatuses:2: 4040 is not valid.")]
    [InlineData(
        """{ "Kind": "Score", "Scale": "five", "Average": 4, "Meters": [ { "Meter": { "Name": "a" }, "Where": [ { "Tag": "x" } ] } ] }""",
        "x:Scale: 'five' is not valid.",
        "x:Meters:0:Meter: a group of settings is not valid.",
        "x:Meters:0:Instrument: Instrument is not set.")]
    [InlineData(
        """{ "Kind": "Availability", "Target": 99, "Alerts": [ "page", { "PercentBelow": "x" }, { "PercentBelow": 0, "Window": "01:00:00" } ] }""",
        "x:Alerts:0: 'page' is not valid.",
        "x:Alerts:1:PercentBelow: 'x' is not valid.",
        "x:Alerts:1:Window: Window is not set",
        "x:Alerts:2:PercentBelow: 0 is not valid.")]
    public async Task What_cannot_be_read_and_what_is_out_of_range_are_reported_together_and_nothing_that_follows_from_them(
        string slo, params string[] problems)
    {
        string[] failures = [.. await FailuresAsync($$"""{ "Slos": { "x": {{slo}} } }""")];

        failures.Should().HaveSameCount(problems);
        foreach (string problem in problems)
        {
            failures.Should().ContainSingle(failure => failure.StartsWith("Reliability:Slos:" + problem));
        }
    }

    [Fact]
    public async Task Feeds_and_rules_that_do_not_fit_their_objectives_are_reported_together_each_with_its_path()
    {
        IEnumerable<string> failures = await FailuresAsync("""
            {
              "Slos": {
                "x": { "Kind": "Score", "Average": 4, "Scale": 5, "HealthChecks": [ "ready" ],
                       "Logs": [ { "Category": "Shop", "Level": "Error" } ] },
                "y": { "Kind": "Availability", "Target": 95,
                       "Alerts": [ { "PercentBelow": 90, "Window": "01:00:00" }, { "BurnRateAbove": 20, "Window": "01:00:00" } ] }
              }
            }
            """);

        failures.Select(one => one.Split(": ")[0]).Should().Contain(
            ["Reliability:Slos:x:HealthChecks", "Reliability:Slos:x:Logs", "Reliability:Slos:y:Alerts:1"]);
        failures.Should().Contain("Reliability:Slos:x:HealthChecks: it feeds Outcome events, and this counts Score events.");
    }

    [Fact]
    public async Task A_retention_that_cannot_be_read_does_not_make_others_wrong() =>
        (await FailuresAsync("""{ "MinuteRetention": "3d", "HourRetention": "2.00:00:00", "MaxBatchBuckets": 0 }"""))
            .Select(one => one.Split(": ")[0]).Should().BeEquivalentTo("Reliability:MinuteRetention", "Reliability:MaxBatchBuckets");

    [Fact]
    public async Task A_feed_that_code_adds_to_the_options_is_not_ignored()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddReliability(r => r.Configure(options =>
        {
            options.Slos["web"] = new SloOptions { Kind = SloKind.Availability, Target = 99, HealthChecks = { "ready" } };
            options.Policies["p"] = new BudgetPolicyOptions();
        }));
        using IHost host = builder.Build();

        (await host.Invoking(h => h.StartAsync()).Should().ThrowAsync<OptionsValidationException>()).Which.Failures.Should().BeEquivalentTo(
            "Slos:web:HealthChecks: only configuration sets it; call FromHealthCheck(name, check) in code.",
            "Policies: only configuration sets it; call AddPolicy(...) in code.");
    }

    private static async Task<(decimal Total, decimal Bad)> CountAsync(IHost host, string slo)
    {
        await host.Services.GetRequiredService<ReliabilityRecorder>().FlushAsync();
        BudgetStatus status = await host.Services.GetRequiredService<IErrorBudgets>().GetStatusAsync(slo);
        return (status.Total, status.Bad);
    }

    private static async Task<IEnumerable<string>> FailuresAsync(string json)
    {
        using IHost host = Build(json);
        return (await host.Invoking(h => h.StartAsync()).Should().ThrowAsync<OptionsValidationException>()).Which.Failures;
    }

    private static IHost Build(string json, Action<IServiceCollection>? services = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "Reliability": {{json}} }""")));
        builder.Services.AddReliability(builder.Configuration.GetSection("Reliability"));
        services?.Invoke(builder.Services);
        return builder.Build();
    }
}
