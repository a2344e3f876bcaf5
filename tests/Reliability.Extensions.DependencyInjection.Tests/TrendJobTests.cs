using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Reliability.Alerting;
using Reliability.Recording;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Trends;

namespace Reliability.Extensions.DependencyInjection.Tests;

public sealed class TrendJobTests : IDisposable
{
    private readonly Fleet _fleet = new();
    private readonly List<AlertNotification> _told = [];

    public void Dispose() => _fleet.Dispose();

    [Fact]
    public async Task Ten_replicas_that_judge_and_stop_notify_once_of_a_shift_and_the_gate_objects()
    {
        await RecordAsync();
        for (int i = 0; i < 10; i++)
        {
            _fleet.Add(Shop);
        }

        for (int step = 0; step < 24; step++)
        {
            if (step % 5 == 4)
            {
                _fleet.Alive.First().IsAlive = false; // Whoever judged so far does not return.
            }

            await RunAsync();
            _fleet.Advance(TimeSpan.FromHours(5));
        }

        AlertNotification told = _told.Should().ContainSingle().Which;
        (told.Service, told.Slo, told.Rule, told.Severity)
            .Should().Be(("shop", "checkout.latency", "shift:2026-01-30", AlertSeverity.Page));
        FleetHost host = _fleet.Alive.First();
        (await host.Get<IReleaseGate>().DecideAsync("shop")).Reasons.Should()
            .Contain(reason => reason.Code == GateReasonCodes.MetricDegraded && reason.Verdict == GateVerdict.Block);
        (await host.Get<IAlerts>().GetHistoryAsync("shop", 10)).Should().ContainSingle().Which.AlertId.Should().Be(told.AlertId);
        (await host.StatusAsync(TrendAlerts.JobName, "checkout.latency")).LastDoneAt.Should().NotBeNull();
        _fleet.Logged("PageFired").Should().ContainSingle();
    }

    [Fact]
    public void Objectives_have_a_rule_by_code_or_by_configuration()
    {
        using IHost host = Configured(
            """
            { "Slos": { "orders": { "Kind": "Availability", "Target": 99, "TrendRule": { "Over": "30.00:00:00", "AtGate": "Warn" } } },
              "Metrics": { "queue": { "Direction": "LowerIsBetter", "TrendRule": { "Severity": "Page", "ResolveAfter": "5.00:00:00" } } } }
            """,
            r => r.AddSlo("checkout", slo => slo.Availability(99.9m)).AlertOnTrend("checkout", rule => rule.Over(days: 60)));
        host.Services.GetRequiredService<ITrends>().Metrics.ToDictionary(metric => metric.Name, metric => metric.TrendRule)
            .Should().BeEquivalentTo(new Dictionary<string, TrendRule?>
            {
                ["queue"] = new TrendRule { Severity = AlertSeverity.Page, ResolveAfterDays = 5 },
                ["checkout"] = new TrendRule { Days = 60 },
                ["orders"] = new TrendRule { Days = 30, AtGate = GateVerdict.Warn },
            });
    }

    [Theory]
    [InlineData(
        """{ "Metrics": { "m": { "Direction": "LowerIsBetter", "TrendRule": { "Over": "7.00:00:00" } } } }""",
        "*Metrics:m:TrendRule:Over*7*from 14 to 1826*")]
    [InlineData(
        """{ "Slos": { "s": { "Kind": "Availability", "Target": 99, "TrendRule": { "ResolveAfter": "00:00:00" } } } }""",
        "*Slos:s:TrendRule:ResolveAfter*from 1 to 30*")]
    [InlineData("""{ "Metrics": { "m": { "TrendRule": { "Over": "30.00:00:00" } } } }""", "*'m' alerts on its trend, but states no better direction*")]
    [InlineData("""{ "Metrics": { "m": { "TrendRule": { "Day": 30 } } } }""", "*Metrics:m:TrendRule:Day: no setting has this name*Over*")]
    public async Task A_rule_that_is_not_valid_stops_the_host(string json, string message)
    {
        using IHost host = Configured(json, _ => { });
        await FluentActions.Awaiting(() => host.StartAsync()).Should().ThrowAsync<Exception>().WithMessage(message);
    }

    [Fact]
    public async Task A_rule_of_what_is_not_declared_stops_the_host_and_names_the_nearest()
    {
        using IHost host = Configured("{}", r => r.AddSlo("checkout", s => s.Availability(99m)).AlertOnTrend("chekout"));
        await FluentActions.Awaiting(() => host.StartAsync()).Should().ThrowAsync<Exception>()
            .WithMessage("*A trend rule is declared, but its metric is not*'chekout'*'checkout'*");
    }

    private static IHost Configured(string json, Action<ReliabilityBuilder> more)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"{{ \"Reliability\": {json} }}"));
        builder.Configuration.AddJsonStream(stream);
        builder.Services.AddMetrics();
        builder.Services.AddReliability(r =>
        {
            r.Configure(builder.Configuration.GetSection("Reliability"));
            more(r);
        });
        return builder.Build();
    }

    private void Shop(ReliabilityBuilder r)
    {
        IAlertNotifier phone = Substitute.For<IAlertNotifier>();
        phone.Name.Returns("phone");
        phone.NotifyAsync(Arg.Do<AlertNotification>(_told.Add), Arg.Any<CancellationToken>()).Returns(ValueTask.CompletedTask);
        r.Configure(o => o.Service = "shop")
            .AddSlo("checkout", slo => slo.Availability(99.9m))
            .AddMetric("checkout.latency", m => m.Unit("s").LowerIsBetter()
                .AlertOnTrend(rule => rule.WithSeverity(AlertSeverity.Page).ObjectAtTheGate()))
            .AddNotifier(phone);
    }

    /// <summary>Records ninety days up to noon of 1 March, with a step of 100 ms on 30 January.</summary>
    private async Task RecordAsync()
    {
        SeriesDefinition series = MetricDefinition.Create("checkout.latency", m => m.Unit("s").LowerIsBetter().ForService("shop")).Series;
        DateTimeOffset end = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        var clock = new FakeTimeProvider(end.AddHours(12));
        await using var recorder = new ReliabilityRecorder(_fleet.Store.Series, [series], timeProvider: clock);
        var random = new Random(4);
        for (int hour = 0; hour < 90 * 24; hour++)
        {
            DateTimeOffset at = end.AddDays(-90).AddHours(hour);
            double level = at < end.AddDays(-30) ? 0.3 : 0.4;
            recorder.Metric("checkout.latency").Record(level + (0.01 * random.NextDouble()), at).Should().Be(RecordResult.Accepted);
        }

        await recorder.FlushAsync();
    }

    /// <summary>All living hosts beat, so that they know each other, and do a round.</summary>
    private async Task RunAsync()
    {
        for (int beat = 0; beat < 2; beat++)
        {
            foreach (FleetHost host in _fleet.Alive)
            {
                await host.BeatAsync();
            }

            _fleet.Advance(Fleet.Interval / 2);
        }

        foreach (FleetHost host in _fleet.Alive)
        {
            await host.RunAsync(TrendAlerts.JobName);
        }
    }
}
