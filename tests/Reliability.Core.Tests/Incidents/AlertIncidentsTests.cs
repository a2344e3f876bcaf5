using Microsoft.Extensions.Time.Testing;
using Reliability.Alerting;
using Reliability.Core.Tests.Alerting;
using Reliability.Core.Tests.Doubles;
using Reliability.Core.Tests.Slos;
using Reliability.Incidents;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Core.Tests.Incidents;

public sealed class AlertIncidentsTests : IDisposable
{
    private static readonly DateTimeOffset Begin = Bucket.Hour(24);

    private readonly FakeTimeProvider _clock = new(Begin);
    private readonly ChaosStore _store;
    private readonly InMemorySeriesStore _series = new();
    private readonly SloDefinition _slo = SloDefinition.Availability("checkout", 99.9m) with { Service = "shop" };
    private readonly ErrorBudgets _budgets;
    private readonly AlertEvaluator _evaluator;
    private readonly IncidentRegister _incidents;

    public AlertIncidentsTests()
    {
        _store = new ChaosStore(new InMemoryStore(_clock));
        _budgets = new ErrorBudgets(_series, [_slo], _clock);
        _evaluator = new AlertEvaluator(_budgets, _store.Documents, _store.Events, [], null, _clock);
        _incidents = Register();
        _series.Put(_slo, [.. Enumerable.Range(0, 24 * 60).Select(i => Bucket.At(Bucket.Minute(i), 1000, i % 50 == 0 ? 1 : 0))]);
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task An_outage_opens_an_incident_that_knows_when_it_started_and_what_it_burnt()
    {
        AlertIncidents follower = Follower();
        await PlayAsync(minutes: 10, bad: 0, follower);
        await PlayAsync(minutes: 20, bad: 1000, follower);
        Incident open = (await _incidents.ListOpenAsync()).Should().ContainSingle().Subject;
        open.Should().BeEquivalentTo(new { Service = "shop", Source = IncidentSource.Alerts, Status = IncidentStatus.Open });
        (open.StartedAt, open.Times.IsEstimate(IncidentMilestone.Started)).Should().Be((Begin.AddMinutes(10), true));
        open.Times.DetectedAt.Should().Be(open.Alerts[0].FiredAt).And.BeAfter(open.StartedAt);
        open.AffectedRequests.Should().Be(20_000);
        decimal burnt = open.BudgetBurnt!.Value;
        burnt.Should().BeGreaterThan(1);

        await PlayAsync(minutes: 60, bad: 0, follower);
        Incident over = (await _incidents.ListOpenAsync()).Should().ContainSingle("a person resolves it").Subject;
        over.Status.Should().Be(IncidentStatus.Mitigated);
        over.Times.IsEstimate(IncidentMilestone.Mitigated).Should().BeTrue();
        over.Times.MitigatedAt.Should().Be(over.Alerts.Where(one => one.Severity == AlertSeverity.Page).Max(one => one.ResolvedAt));
        over.MissingInputs.Should().Equal("cause", "impact");
        over.Timeline.Count(note => note.Text.Contains(" fired. ", StringComparison.Ordinal)).Should().Be(over.Alerts.Count);
        over.Cost!.Objectives.Should().ContainSingle().Which.Bad.Should().BeInRange(20_000, 20_003);
        over.History[^1].Kind.Should().Be(IncidentChangeKind.Measured);

        IncidentUpdate resolved = await _incidents.ResolveAsync(
            over, new() { By = "ada", Reason = "quiet", CauseClass = "deployment", Impact = "Nobody could pay." });
        (resolved.Current!.MissingInputs.Count, resolved.Current.AffectedRequests).Should().Be((0, over.AffectedRequests));
    }

    [Fact]
    public async Task Ten_replicas_that_follow_at_the_same_time_open_one_incident()
    {
        _store.Controls[StorageRoles.Documents].Yields = true;
        AlertIncidents[] followers = [.. Enumerable.Range(0, 10).Select(_ => Follower())];
        await Task.WhenAll(followers.Select(one => one.RunAsync("shop").AsTask()));
        await PlayAsync(minutes: 20, bad: 1000, followers);
        await PlayAsync(minutes: 60, bad: 0, followers);
        IncidentPage page = await _incidents.ListAsync(new() { Service = "shop" });
        Incident one = page.Incidents.Should().ContainSingle().Subject;
        one.Alerts.Should().OnlyHaveUniqueItems(alert => alert.AlertId).And.HaveCountGreaterThan(1);
        one.History.Should().OnlyHaveUniqueItems(change => change.Id);
        one.Status.Should().Be(IncidentStatus.Mitigated);
    }

    /// <summary>Every write fails at random, before or after it is stored, as when a process is killed at that point.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_process_that_is_killed_between_any_two_writes_loses_and_doubles_nothing(int seed)
    {
        await Follower().RunAsync("shop");
        await PlayAsync(minutes: 20, bad: 1000);
        await PlayAsync(minutes: 60, bad: 0);
        var random = new Random(seed);
        int kills = 0;
        for (int round = 0; round < 60; round++)
        {
            _store.Controls[StorageRoles.Documents].Faults = [random.Next(2) == 0 ? ChaosFault.BeforeApply : ChaosFault.AfterApply];
            _store.Controls[StorageRoles.Documents].Chance = 0.1;
            try
            {
                await Follower().RunAsync("shop");
            }
            catch (StoreException)
            {
                kills++;
            }
        }

        kills.Should().BePositive();
        _store.Controls[StorageRoles.Documents].Chance = 0;
        await Follower().RunAsync("shop");
        Incident one = (await _incidents.ListAsync(new() { Service = "shop" })).Incidents.Should().ContainSingle().Subject;
        IReadOnlyList<AlertNotification> history = await _evaluator.GetHistoryAsync("shop", 100);
        one.Alerts.Should().HaveCount(history.Count(alert => alert.Kind == AlertTransitionKind.Fired));
        one.Timeline.Should().HaveCount(history.Count);
        one.Status.Should().Be(IncidentStatus.Mitigated);
    }

    [Fact]
    public async Task An_alert_within_15_minutes_after_the_end_joins_and_a_later_one_opens_another()
    {
        AlertIncidents follower = Follower();
        await follower.RunAsync("shop");
        await follower.ReceiveAsync("shop", [Alert("a", 0)]);
        await follower.ReceiveAsync("shop", [Alert("a", 0, resolved: 10)]);
        await follower.ReceiveAsync("shop", [Alert("b", 25)]);
        Incident one = (await _incidents.ListOpenAsync()).Should().ContainSingle("the last moment belongs to it").Subject;
        (one.Status, one.Alerts.Count).Should().Be((IncidentStatus.Open, 2));
        await follower.ReceiveAsync("shop", [Alert("b", 25, resolved: 30), Alert("c", 46)]);
        (await _incidents.ListOpenAsync()).Select(incident => (incident.Status, incident.Alerts.Count)).Should().Equal(
            (IncidentStatus.Open, 1), (IncidentStatus.Mitigated, 2));
        await follower.ReceiveAsync("shop", [Alert("a", 0), Alert("c", 46), Alert("b", 25, resolved: 30)]);
        (await _incidents.ListAsync(new() { Service = "shop" })).Incidents.Sum(incident => incident.Revision)
            .Should().Be(5, "the same again changes nothing");
    }

    [Fact]
    public async Task What_is_less_severe_joins_and_opens_nothing_and_does_not_keep_the_incident_open()
    {
        AlertIncidents follower = Follower();
        await follower.RunAsync("shop");
        await follower.ReceiveAsync("shop", [Alert("t", 0, severity: AlertSeverity.Ticket)]);
        (await _incidents.ListOpenAsync()).Should().BeEmpty();
        await follower.ReceiveAsync(
            "shop", [Alert("a", 1), Alert("u", 2, severity: AlertSeverity.Ticket), Alert("a", 1, resolved: 9)]);
        Incident one = (await _incidents.ListOpenAsync()).Should().ContainSingle().Subject;
        (one.Alerts.Count, one.Times.MitigatedAt).Should().Be((2, Begin.AddMinutes(9)));
    }

    [Fact]
    public async Task Alerts_of_before_open_nothing_when_incidents_are_switched_on_unless_they_fire()
    {
        await PlayAsync(minutes: 20, bad: 1000);
        await PlayAsync(minutes: 60, bad: 0);
        await Follower().RunAsync("shop");
        (await _incidents.ListAsync(new() { Service = "shop" })).Incidents.Should().NotContain(one =>
            one.Alerts.Any(alert => alert.Severity == AlertSeverity.Page));
        await PlayAsync(minutes: 20, bad: 1000);
        using var other = new InMemoryStore(_clock);
        var late = new IncidentRegister(other.Documents, ["shop"], _budgets, timeProvider: _clock);
        await new AlertIncidents(late, _store.Events, other.Documents, _budgets, _clock).RunAsync("shop");
        (await late.ListOpenAsync()).Should().ContainSingle().Which.StartedAt.Should().Be(Begin.AddMinutes(80));
    }

    [Fact]
    public async Task A_person_who_resolved_it_while_an_alert_fires_is_asked_again_by_the_next_alert()
    {
        AlertIncidents follower = Follower();
        await follower.RunAsync("shop");
        await follower.ReceiveAsync("shop", [Alert("a", 0)]);
        Incident one = (await _incidents.ListOpenAsync())[0];
        await _incidents.ResolveAsync(one, new() { By = "ada", Reason = "quiet" });
        _clock.Advance(TimeSpan.FromMinutes(5));
        await follower.ReceiveAsync("shop", [Alert("b", 5)]);
        (await _incidents.ListOpenAsync()).Should().ContainSingle().Which.Id.Should().Be(one.Id);
    }

    [Fact]
    public async Task An_alert_of_a_message_that_opens_nothing_is_listed_with_the_reason()
    {
        AlertIncidents follower = Follower();
        await follower.RunAsync("shop");
        AlertmanagerMessage page = Alertmanager.Parse(Message(("f2", "shop", Begin)));
        AlertmanagerMessage ticket = Alertmanager.Parse(
            Message(("f1", "shop", Begin)).Replace("\"page\"", "\"warning\"", StringComparison.Ordinal));
        AlertmanagerMessage resolved = page with
        {
            Notifications =
            [
                page.Notifications[0] with { Kind = AlertTransitionKind.Resolved, ResolvedAt = Begin.AddMinutes(1) },
            ],
        };
        (await IgnoredAsync(ticket)).Should().Equal(
            "1 f1: A Ticket opens no incident (MinSeverity is Page), and none is open.");
        (await IgnoredAsync(resolved)).Should().Equal("1 f2: The alert is resolved, and no incident has it.");
        (await IgnoredAsync(page)).Should().BeEmpty("it opens an incident");
        (await IgnoredAsync(page)).Should().BeEmpty("its incident is there");
        (await IgnoredAsync(ticket)).Should().BeEmpty("it joins the open incident");
        (await IgnoredAsync(resolved)).Should().BeEmpty();
        (await IgnoredAsync(resolved)).Should().BeEmpty("it is the same again");

        async Task<IEnumerable<string>> IgnoredAsync(AlertmanagerMessage message)
        {
            AlertmanagerReport report = await follower.ReceiveMessageAsync(message);
            (report.AcceptedCount, report.Rejected.Count).Should().Be((1, 0), "an ignored alert is accepted");
            return report.Ignored.Select(one => $"{one.Line} {one.Id}: {one.Reason}");
        }
    }

    [Fact]
    public async Task Each_alert_of_a_message_is_judged_alone()
    {
        AlertIncidents follower = Follower();
        await follower.RunAsync("shop");
        DateTimeOffset far = _clock.GetUtcNow().AddDays(2);
        AlertmanagerMessage message = Alertmanager.Parse(Message(
            ("f1", "nobody", Begin),
            ("f2", "shop", far),
            ("f3", "shop", DateTimeOffset.MinValue),
            (null, "shop", Begin),
            ("f5", "shop", Begin.AddMinutes(-1)),
            ("f6", "nobody", Begin)));
        message = message.Reject(one => one.AlertId.StartsWith("alertmanager-f6-", StringComparison.Ordinal) ? "It is forbidden." : null);
        for (int i = 0; i < 2; i++)
        {
            AlertmanagerReport report = await follower.ReceiveMessageAsync(message);
            report.AcceptedCount.Should().Be(1);
            report.Rejected.Select(one => $"{one.Line} {one.Id}: {one.Reason}").Should().HaveCount(5).And.SatisfyRespectively(
                one => one.Should().Be("1 f1: No service is named 'nobody'. Declared are: 'shop'."),
                one => one.Should().StartWith("2 f2: A time of the alert is more than a day after now"),
                one => one.Should().Be("3 f3: A time of the alert is before 2000."),
                one => one.Should().Be("4 : The alert has no fingerprint."),
                one => one.Should().Be("6 f6: It is forbidden."));
        }

        (await _incidents.ListAsync(new() { Service = "shop" })).Incidents.Should().ContainSingle()
            .Which.Alerts.Should().ContainSingle().Which.AlertId.Should().StartWith("alertmanager-f5-");
    }

    [Fact]
    public async Task A_list_of_alerts_of_a_service_is_judged_one_by_one()
    {
        AlertIncidents follower = Follower();
        await follower.RunAsync("shop");
        IReadOnlyList<IncidentRejection> rejected = await follower.ReceiveAsync(
            "shop", [Alert("a", 0), Alert("far", 3 * 24 * 60), Alert("b", 1), Alert("a", 0, resolved: 3 * 24 * 60)]);
        rejected.Select(one => (one.Line, one.Id)).Should().Equal((2, "far"), (4, "a"));
        Incident open = (await _incidents.ListOpenAsync()).Should().ContainSingle().Which;
        (open.Alerts.Count, open.Status).Should().Be((2, IncidentStatus.Open));
    }

    [Fact]
    public async Task A_service_whose_incidents_cannot_be_read_keeps_the_alerts_of_no_other_back()
    {
        var both = new IncidentRegister(_store.Documents, ["shop", "search"], timeProvider: _clock);
        var follower = new AlertIncidents(both, _store.Events, _store.Documents, _budgets, _clock);
        await _store.Documents.PutAsync(
            [DocumentWrite.Create(new DocumentId("shop", "incident-alerts", "shop"), """{"v":9}""")], CancellationToken.None);
        AlertmanagerMessage message = Alertmanager.Parse(Message(("f1", "shop", Begin), ("f2", "search", Begin)));
        await follower.Awaiting(one => one.ReceiveMessageAsync(message).AsTask()).Should().ThrowAsync<StoreException>();
        (await both.ListOpenAsync()).Should().ContainSingle().Which.Service.Should().Be("search");
    }

    private static string Message(params (string? Fingerprint, string Service, DateTimeOffset At)[] alerts)
    {
        IEnumerable<string> each = alerts.Select(one =>
            $$$"""
            {"status":"firing","fingerprint":"{{{one.Fingerprint}}}","startsAt":"{{{one.At:O}}}",
             "labels":{"alertname":"Errors","service":"{{{one.Service}}}","slo":"checkout","severity":"page"}}
            """);
        return $$"""{"version":"4","alerts":[{{string.Join(',', each)}}]}""";
    }

    private static AlertNotification Alert(
        string id, int fired, int? resolved = null, AlertSeverity severity = AlertSeverity.Page) => new()
        {
            AlertId = id,
            Kind = resolved is null ? AlertTransitionKind.Fired : AlertTransitionKind.Resolved,
            Service = "shop",
            Slo = "checkout",
            Rule = "burn-1h-5m",
            Severity = severity,
            FiredAt = Begin.AddMinutes(fired),
            ResolvedAt = Begin.AddMinutes(resolved ?? 0) is var at && resolved is not null ? at : null,
            Explanation = "It burns.",
            ClearsWhen = "It is quiet.",
        };

    private IncidentRegister Register() => new(_store.Documents, ["shop"], _budgets, timeProvider: _clock);

    private AlertIncidents Follower() => new(Register(), _store.Events, _store.Documents, _budgets, _clock);

    private async Task PlayAsync(int minutes, int bad, params AlertIncidents[] followers)
    {
        for (int i = 0; i < minutes; i++)
        {
            _series.Put(_slo, Bucket.At(_clock.GetUtcNow(), 1000, bad));
            _clock.Advance(TimeSpan.FromMinutes(1));
            (await _evaluator.RunAsync(1)).Should().BeEmpty();
            await Task.WhenAll(followers.Select(one => one.RunAsync("shop").AsTask()));
        }
    }
}
