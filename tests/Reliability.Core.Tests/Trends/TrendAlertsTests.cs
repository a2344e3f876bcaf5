using Microsoft.Extensions.Time.Testing;
using Reliability.Alerting;
using Reliability.Common;
using Reliability.Core.Tests.Alerting;
using Reliability.Jobs;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Storage.Conformance;
using Reliability.Trends;

namespace Reliability.Core.Tests.Trends;

public sealed class TrendAlertsTests : IDisposable
{
    private static readonly MetricDefinition _metric = MetricDefinition.Create(
        "checkout.latency",
        m => m.Unit("s").LowerIsBetter().ForService("shop").AlertOnTrend(rule => rule.ResolveAfter(2).ObjectAtTheGate()));

    private readonly FakeTimeProvider _clock = new(Series.Monday);
    private readonly ChaosStore _store;
    private readonly Phone _phone = new();

    public TrendAlertsTests() => _store = new ChaosStore(new InMemoryStore(_clock));

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Ten_processes_notify_of_a_shift_once_over_a_month()
    {
        await RecordAsync(120, day => day >= 60 ? 0.4 : 0.3);
        TrendAlerts[] processes = [.. Enumerable.Range(0, 10).Select(_ => Alerts())];
        long token = 0;
        for (int hour = 0; hour < 24 * 30; hour += 3)
        {
            _clock.SetUtcNow(Series.Monday.AddDays(80).AddHours(hour).AddMinutes(20));

            // Another process has the claim each time. Those that lost it and do not know it yet judge after it, at the same time.
            token++;
            await processes[token % 10].RunAsync(Claims(processes[token % 10], token));
            await Task.WhenAll(processes.Select((one, i) => Task.Run(async () =>
                await one.RunAsync(Claims(one, Math.Max(1, token - 1 - ((i + token) % 10)))))));
        }

        _phone.Calls.Select(call => $"{call.Rule} {call.Kind}").Should().Equal("shift:2026-05-01 Fired");
    }

    [Fact]
    public async Task A_notification_that_is_stored_is_delivered_by_the_next_process()
    {
        await RecordAsync(90, day => day >= 60 ? 0.4 : 0.3);
        _phone.Trouble = (_, _) => throw new ReliabilityException("The line is dead.");
        AlertRound failed = await RunAsync(day: 90, token: 1);
        failed.Faults.Should().ContainSingle().Which.Message.Should().Contain("The line is dead.");
        _phone.Trouble = null;
        _clock.Advance(TimeSpan.FromMinutes(1));
        (await Alerts().RunAsync(Claims(Alerts(), 2))).Faults.Should().BeEmpty();
        _clock.Advance(TimeSpan.FromMinutes(1));
        (await Alerts().RunAsync(Claims(Alerts(), 3))).Faults.Should().BeEmpty();
        AlertNotification told = _phone.Calls.Should().ContainSingle().Which;
        (told.Service, told.Slo, told.Rule).Should().Be(("shop", "checkout.latency", "shift:2026-05-01"));
    }

    [Fact]
    public async Task A_process_whose_token_is_smaller_is_rejected()
    {
        await RecordAsync(90, day => day >= 60 ? 0.4 : 0.3);
        await RunAsync(day: 90, token: 7);
        _clock.Advance(TimeSpan.FromDays(1));
        JobOutcome outcome = (await Alerts().RunAsync(Claims(Alerts(), 6))).Outcomes.Should().ContainSingle().Which;
        outcome.RejectedBy.Should().Be(new FencingToken(1, 7));
        outcome.Fault!.Message.Should().Contain("metric 'checkout.latency' of service 'shop'");
    }

    [Fact]
    public async Task A_claim_that_is_lost_while_it_is_judged_stores_and_tells_nothing()
    {
        await RecordAsync(90, day => day >= 60 ? 0.4 : 0.3);
        _clock.SetUtcNow(Series.Monday.AddDays(90).AddHours(1));
        using var lost = new CancellationTokenSource();
        await lost.CancelAsync();
        AlertRound round = await Alerts().RunAsync([Claims(Alerts(), 1)[0] with { Lost = lost.Token }]);
        round.Outcomes.Should().ContainSingle().Which.Fault!.Message.Should().Contain("was lost during its evaluation");
        _phone.Calls.Should().BeEmpty();
        await RunAsync(day: 90, token: 2, minutes: 90);
        _phone.Calls.Should().ContainSingle();
    }

    [Fact]
    public async Task Values_are_read_once_for_each_day_and_not_before_the_day_has_settled()
    {
        await RecordAsync(91, _ => 0.3);
        ChaosControl reads = _store.Controls[StorageRoles.Series];
        TrendAlerts alerts = Alerts();
        await RunAsync(alerts, day: 90, token: 1, minutes: 5);
        long recorded = reads.CallCount;
        await RunAsync(alerts, day: 90, token: 1, minutes: 10);
        reads.CallCount.Should().Be(recorded, "the time zone of the days is known, and no more is read");
        await RunAsync(alerts, day: 90, token: 1, minutes: 15);
        reads.CallCount.Should().Be(recorded + 1);
        for (int minute = 20; minute < 24 * 60; minute += 5)
        {
            await RunAsync(alerts, day: 90, token: 1, minutes: minute);
        }

        reads.CallCount.Should().Be(recorded + 1);
        await RunAsync(alerts, day: 91, token: 1, minutes: 15);
        reads.CallCount.Should().Be(recorded + 2);
    }

    [Fact]
    public async Task Days_that_were_missed_are_judged_at_the_next_round()
    {
        await RecordAsync(120, day => day >= 60 ? 0.4 : 0.3);
        await RunAsync(day: 50, token: 1);
        _phone.Calls.Should().BeEmpty();
        await RunAsync(day: 120, token: 2);
        _phone.Told.Should().Equal("checkout.latency shift:2026-05-01 Fired");
    }

    [Fact]
    public async Task An_accepted_shift_resolves_at_the_next_round_and_opens_the_gate()
    {
        await RecordAsync(90, day => day >= 60 ? 0.4 : 0.3);
        await RunAsync(day: 90, token: 1);
        TrendAlerts alerts = Alerts();
        GateReason reason = (await alerts.CheckAsync("shop", default)).Should().ContainSingle().Which;
        (reason.Verdict, reason.Code, reason.Slo).Should().Be((GateVerdict.Block, GateReasonCodes.MetricDegraded, null));
        reason.Message.Should().StartWith("The metric 'checkout.latency' degrades. p95 changed from ").And.Contain("a person accepts");
        (await alerts.CheckEachAsync(["other", "shop"], default)).Select(one => one.Count).Should().Equal(0, 1);

        await Trends().AcceptShiftAsync(
            "checkout.latency", Series.Monday.AddDays(60), new ChangeRequest { By = "ana", Reason = "agreed" });
        await RunAsync(day: 90, token: 1, minutes: 30);
        _phone.Told.Should().Equal("checkout.latency shift:2026-05-01 Fired", "checkout.latency shift:2026-05-01 Resolved");
        _phone.Calls[1].ClearsWhen.Should().Be("ana accepted the shift: agreed");
        (await alerts.CheckAsync("shop", default)).Should().BeEmpty();
        (await alerts.GetCurrentAsync()).Should().ContainSingle().Which.State.Should().Be(AlertState.Inactive);
    }

    [Fact]
    public async Task A_rule_that_does_not_object_leaves_the_gate_alone()
    {
        await RecordAsync(90, day => day >= 60 ? 0.4 : 0.3);
        await RunAsync(day: 90, token: 1);
        MetricDefinition silent = _metric with { TrendRule = new TrendRule() };
        (await Alerts(silent).CheckAsync("shop", default)).Should().BeEmpty();
        (await Alerts(silent).GetCurrentAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task The_alerts_of_a_metric_that_was_never_judged_are_unknown()
    {
        AlertStatus status = (await Alerts().GetCurrentAsync()).Should().ContainSingle().Which;
        (status.Slo, status.Rule, status.State).Should().Be(("checkout.latency", "trend", AlertState.Unknown));
        (await Alerts().CheckAsync("shop", default)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_notification_that_is_given_up_is_listed()
    {
        await RecordAsync(90, day => day >= 60 ? 0.4 : 0.3);
        _phone.Trouble = (_, _) => throw new ReliabilityException("The line is dead.");
        for (int minute = 20; minute < 600; minute += 11)
        {
            await RunAsync(day: 90, token: 1, minutes: minute);
        }

        UndeliveredNotification given = (await Alerts().GetUndeliveredAsync()).Should().ContainSingle().Which;
        (given.Notifier, given.Notification.Rule).Should().Be(("phone", "shift:2026-05-01"));
    }

    [Fact]
    public async Task A_store_that_fails_stops_nothing_for_ever()
    {
        await RecordAsync(90, day => day >= 60 ? 0.4 : 0.3);
        _clock.SetUtcNow(Series.Monday.AddDays(90).AddHours(1));
        _store.Controls[StorageRoles.Series].IsDown = true;
        (await Alerts().RunAsync(Claims(Alerts(), 1))).Outcomes.Should().ContainSingle().Which.Fault.Should().BeOfType<StoreException>();
        _store.Controls[StorageRoles.Series].IsDown = false;
        (await Alerts().RunAsync(Claims(Alerts(), 1))).Faults.Should().BeEmpty();
        _phone.Calls.Should().ContainSingle();
    }

    [Fact]
    public async Task A_firing_alert_of_a_metric_whose_rule_was_removed_is_orphaned_and_stays()
    {
        await RecordAsync(90, day => day >= 60 ? 0.4 : 0.3);
        await RunAsync(day: 90, token: 1);
        string rule = _phone.Calls.Should().ContainSingle().Which.Rule;
        (await Orphans(TrendAlerts.SourceJob with { Watched = Alerts().Watched }).GetOrphanedAsync("shop"))
            .Should().BeEmpty("this process judges it");

        AlertEvaluator after = Orphans(TrendAlerts.SourceJob with { Watched = Alerts(_metric with { TrendRule = null }).Watched });
        for (int round = 0; round < 2; round++)
        {
            (await after.GetOrphanedAsync("shop")).Should().ContainSingle().Which.Should().BeEquivalentTo(
                new { Service = "shop", Slo = _metric.Name, Rule = rule, State = AlertState.Firing });
        }

        (await after.GetOrphanedAsync("another")).Should().BeEmpty();
        (await Orphans().GetOrphanedAsync("shop")).Should().BeEmpty("it was not asked for trends");
    }

    [Fact]
    public async Task A_firing_alert_about_a_trend_is_not_orphaned_while_any_live_process_judges_the_metric()
    {
        await RecordAsync(90, day => day >= 60 ? 0.4 : 0.3);
        await RunAsync(day: 90, token: 1);
        using var jobs = new JobCoordinator(_store.Documents, _store.Leases, new JobCoordinatorOptions { ProcessId = "asks" }, _clock);
        AlertEvaluator evaluator = Orphans(jobs, TrendAlerts.SourceJob);
        (await evaluator.GetOrphanedAsync("shop")).Should().ContainSingle().Which.Slo.Should().Be(_metric.Name);

        using var other = new JobCoordinator(_store.Documents, _store.Leases, new JobCoordinatorOptions { ProcessId = "judges" }, _clock);
        other.Declare(Alerts().Watched.Single(), TrendAlerts.JobName, TrendAlerts.RoundInterval);
        await other.BeatAsync();
        (await evaluator.GetOrphanedAsync("shop")).Should().BeEmpty();
    }

    [Fact]
    public async Task Alerts_about_a_trend_that_cannot_be_read_are_named_among_the_unreadable()
    {
        await RecordAsync(90, day => day >= 60 ? 0.4 : 0.3);
        await RunAsync(day: 90, token: 1);
        AlertEvaluator evaluator = Orphans(TrendAlerts.SourceJob);
        var id = new DocumentId("shop", $"sourced-alerts:{TrendAlerts.JobName}", _metric.Name);
        Document before = (await _store.Documents.GetAsync(id, default))!;
        await _store.Documents.PutAsync(DocumentWrite.Replace(before.Id, before.ETag, """{"v":99}"""), default);
        (await evaluator.GetOrphanedAsync("shop")).Should().BeEmpty();
        UnreadableDocument named = evaluator.Unreadable.Should().ContainSingle().Which;
        named.Id.Should().Be(before.Id);
        named.Reason.Should().Contain("format 99");
    }

    [Fact]
    public void A_rule_needs_a_better_direction() =>
        FluentActions.Invoking(() => MetricDefinition.Create("queue", m => m.AlertOnTrend()))
            .Should().Throw<ArgumentException>().WithMessage("*'queue' alerts on its trend, but states no better direction*");

    [Fact]
    public void Processes_with_another_rule_define_the_metric_differently()
    {
        string Definition(MetricDefinition metric) => Alerts(metric).Watched.Should().ContainSingle().Which.Definition!;

        Definition(_metric).Should().Be(Definition(_metric with { Description = "How long a checkout takes." }));
        MetricDefinition[] others =
        [
            _metric with { TrendRule = _metric.TrendRule! with { Days = 30 } },
            _metric with { TrendRule = _metric.TrendRule! with { Options = new TrendOptions { SignificanceLevel = 0.01 } } },
            _metric with { MinimumEffect = 0.2 },
            _metric with { Figure = MetricFigure.P99 },
        ];
        others.Select(Definition).Append(Definition(_metric)).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData(13, 3, AlertSeverity.Ticket, GateVerdict.Allow, "*from 14 to 1826*")]
    [InlineData(1827, 3, AlertSeverity.Ticket, GateVerdict.Allow, "*from 14 to 1826*")]
    [InlineData(90, 0, AlertSeverity.Ticket, GateVerdict.Allow, "*from 1 to 30*")]
    [InlineData(90, 31, AlertSeverity.Ticket, GateVerdict.Allow, "*from 1 to 30*")]
    [InlineData(90, 3, (AlertSeverity)7, GateVerdict.Allow, "*Ticket or Page*")]
    [InlineData(90, 3, AlertSeverity.Page, GateVerdict.Unknown, "*Allow, Warn or Block*")]
    public void A_rule_out_of_range_is_rejected(int days, int resolveAfter, AlertSeverity severity, GateVerdict atGate, string message) =>
        FluentActions.Invoking(() =>
            new TrendRule { Days = days, ResolveAfterDays = resolveAfter, Severity = severity, AtGate = atGate })
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage(message);

    /// <summary>Records days, also those that are not over at the time of the tests.</summary>
    private Task RecordAsync(int days, Func<int, double> seconds) => Recorded.DaysAsync(
        _store.Series, _metric, new FakeTimeProvider(Series.Monday.AddDays(days)), days, seconds);

    private MetricTrends Trends(MetricDefinition? metric = null) =>
        new(_store.Series, [metric ?? _metric], [], _clock) { Events = _store.Events };

    private TrendAlerts Alerts(MetricDefinition? metric = null) =>
        new(Trends(metric), _store.Documents, _store.Events, [_phone], _clock);

    private AlertEvaluator Orphans(params AlertSourceJob[] sources) => Orphans(jobs: null, sources);

    /// <summary>Returns an evaluator of a process that declares another objective.</summary>
    private AlertEvaluator Orphans(JobCoordinator? jobs, params AlertSourceJob[] sources) => new(
        new ScriptedBudgets(_clock, SloDefinition.Availability("search", 99.9m) with { Service = "shop" }).Budgets,
        _store.Documents,
        _store.Events,
        [_phone],
        null,
        _clock,
        jobs: jobs)
    {
        Sources = sources,
    };

    private static JobClaim[] Claims(TrendAlerts alerts, long token) =>
    [
        .. alerts.Watched.Select(subject => new JobClaim
        {
            Subject = subject,
            Token = new FencingToken(1, token),
            ClaimedAt = DateTimeOffset.UnixEpoch,
            Lost = CancellationToken.None,
        }),
    ];

    /// <summary>Runs a round of a new process at a time of a day.</summary>
    private Task<AlertRound> RunAsync(int day, long token, int minutes = 20) => RunAsync(Alerts(), day, token, minutes);

    private async Task<AlertRound> RunAsync(TrendAlerts alerts, int day, long token, int minutes)
    {
        _clock.SetUtcNow(Series.Monday.AddDays(day).AddMinutes(minutes));
        return await alerts.RunAsync(Claims(alerts, token));
    }
}
