using Reliability.Alerting;
using Reliability.Common;
using Reliability.Incidents;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.SharedStore.Tests;

/// <summary>Incidents that several processes change at once, and that alerts open, on every store.</summary>
public sealed class IncidentTests
{
    private const int Processes = 10;

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    public static TheoryData<string> Kinds => SharedStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Alerts_that_ten_processes_receive_at_the_same_time_open_one_incident(string kind)
    {
        await using SharedStore shared = await SharedStore.NewAsync(kind);
        (IncidentRegister Register, AlertIncidents Alerts)[] all = await OpenAsync(shared);
        await Task.WhenAll(all.Select(one => one.Alerts.RunAsync("shop").AsTask()));
        await Task.WhenAll(all.Select(one => one.Alerts.ReceiveAsync("shop", [Alert("a", 0)]).AsTask()));
        await Task.WhenAll(all.Select((one, i) => one.Alerts.ReceiveAsync("shop", [Alert($"b{i % 3}", 1)]).AsTask()));
        Incident open = (await all[3].Register.ListOpenAsync()).Should().ContainSingle().Subject;
        open.Alerts.Select(one => one.AlertId).Should().BeEquivalentTo("a", "b0", "b1", "b2");
        await Task.WhenAll(all.Select(one => one.Alerts.ReceiveAsync(
            "shop", [Alert("a", 0, 5), Alert("b0", 1, 6), Alert("b1", 1, 7), Alert("b2", 1, 8)]).AsTask()));

        Incident over = (await all[7].Register.ListOpenAsync()).Should().ContainSingle().Subject;
        (over.Status, over.Revision, over.Timeline.Count).Should().Be((IncidentStatus.Mitigated, 8, 8));
        over.Times.MitigatedAt.Should().BeCloseTo(Now.AddMinutes(8), TimeSpan.FromMicroseconds(1));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_outage_opens_one_incident_whichever_host_judges_its_alerts_and_follows_them(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        List<HostedProcess> hosts = [];
        try
        {
            for (int i = 0; i < 3; i++)
            {
                hosts.Add(HostedProcess.Start(await data.OpenAsync(), "shop", r => r
                    .AddSlo("checkout", slo => slo.ZeroTolerance())
                    .OpenIncidentsFromAlerts()));
                await hosts[i].RoundAsync("incidents");
            }

            await hosts[0].RecordAsync("checkout", good: 100, bad: 7);
            await Task.WhenAll(hosts.Select(one => Task.Run(() => one.RoundAsync("alerts"))));
            await Task.WhenAll(hosts.Select(one => Task.Run(() => one.RoundAsync("incidents"))));
            await hosts[2].RoundAsync("incidents");

            Incident one = (await hosts[1].Get<IIncidents>().ListOpenAsync()).Should().ContainSingle().Subject;
            (one.Source, one.AffectedRequests, one.Alerts.Count).Should().Be((IncidentSource.Alerts, 7L, 1));
            one.StartedAt.Should().BeOnOrBefore(one.Times.DetectedAt!.Value);
        }
        finally
        {
            foreach (HostedProcess one in hosts)
            {
                await one.DisposeAsync();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Of_concurrent_resolutions_one_is_stored_and_the_others_see_both_versions(string kind)
    {
        await using SharedStore shared = await SharedStore.NewAsync(kind);
        (IncidentRegister Register, AlertIncidents Alerts)[] all = await OpenAsync(shared);
        IncidentUpdate[] opened = await Task.WhenAll(all.Select(one => one.Register.OpenAsync(new IncidentOpening
        {
            Service = "shop",
            Definition = new IncidentDefinition { Title = "Down" },
            By = "ada",
            Reason = "users complain",
            Id = "go",
        }).AsTask()));
        Incident incident = opened.Select(one => one.Current!).DistinctBy(one => (one.Id, one.ETag)).Should().ContainSingle().Subject;
        IncidentUpdate[] updates = await Task.WhenAll(all.Select((one, i) =>
            one.Register.ResolveAsync(incident, new() { By = $"person {i}", Reason = "quiet" }).AsTask()));
        Incident resolved = updates.Should().ContainSingle(update => update.IsStored).Subject.Current!;
        updates.Where(update => !update.IsStored).Should().HaveCount(Processes - 1).And.OnlyContain(update =>
            update.Outcome == IncidentOutcome.Conflict && update.Current!.ETag == resolved.ETag && update.Proposed != null);
        (await all[1].Register.GetAsync("shop", incident.Id))!.Should()
            .BeEquivalentTo(resolved, options => options.Excluding(one => one.Cost!.MeasuredAt), "a reader measures it again");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_same_import_from_many_processes_adds_each_incident_once(string kind)
    {
        await using SharedStore shared = await SharedStore.NewAsync(kind);
        (IncidentRegister Register, AlertIncidents Alerts)[] all = await OpenAsync(shared);
        IncidentImportBatch batch = IncidentJsonLines.Read(string.Join('\n', Enumerable.Range(0, 30).Select(i =>
            $$"""{"id":"i{{i}}","title":"Down {{i}}","service":"shop","startedAt":"2026-03-01T10:{{i:00}}:00Z"}""")));
        IncidentImportReport[] reports = await Task.WhenAll(all.Select(one => one.Register.ImportAsync(
            batch, new ChangeRequest { By = "ada", Reason = "from the old tool" }).AsTask()));
        reports.Sum(one => one.AddedCount).Should().Be(30);
        reports.Should().OnlyContain(one => one.AddedCount + one.PresentCount == 30 && one.Rejected.Count == 0);
        IncidentPage page = await all[0].Register.ListAsync(new() { Service = "shop", MaxCount = 7 });
        (page.TotalCount, page.Incidents[0].Id).Should().Be((30, "i29"));
    }

    private static AlertNotification Alert(string id, int fired, int? resolved = null) => new()
    {
        AlertId = id,
        Kind = resolved is null ? AlertTransitionKind.Fired : AlertTransitionKind.Resolved,
        Service = "shop",
        Slo = "HighErrorRate",
        Rule = "HighErrorRate",
        Severity = AlertSeverity.Page,
        FiredAt = Now.AddMinutes(fired),
        ResolvedAt = resolved is { } minutes ? Now.AddMinutes(minutes) : null,
        Explanation = "It burns.",
        ClearsWhen = "It is quiet.",
    };

    private static async Task<(IncidentRegister Register, AlertIncidents Alerts)[]> OpenAsync(SharedStore shared)
    {
        var all = new (IncidentRegister, AlertIncidents)[Processes];
        for (int i = 0; i < all.Length; i++)
        {
            IReliabilityStore store = await shared.OpenAsync();
            var budgets = new ErrorBudgets(store.Series, []);
            var register = new IncidentRegister(store.Documents, ["shop"], budgets);
            all[i] = (register, new AlertIncidents(register, store.Events, store.Documents, budgets));
        }

        return all;
    }
}
