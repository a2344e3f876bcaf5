using System.Text.Json;
using Reliability.Alerting;
using Reliability.Incidents;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Guarantees.Tests;

/// <summary>Of ten replicas of a service, some are killed in the middle of what all of them together do once.</summary>
[Collection("processes")]
[Trait("guarantee", "10")]
public sealed class ReplicaKilledTests
{
    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    [InlineData("Redis")]
    public async Task A_deployment_is_recorded_once_although_who_records_it_is_killed_before_and_after(string kind)
    {
        using var files = new Files();
        StoreAddress address = await Stores.NewAsync(kind, files);
        using Replicas replicas = await Replicas.StartAsync(address, files["traps"], Traps.BeforeDeployment, Traps.AfterDeployment);
        await using IReliabilityStore store = address.Open();
        var deployments = new DeploymentRegister(store.Events, [Replica.Service]);

        int first = await replicas.CaughtAsync(Traps.BeforeDeployment);
        (await deployments.GetHistoryAsync(Replica.Service)).Should().BeEmpty("it was only decided");
        await replicas.KillAsync(first);
        int second = await replicas.CaughtAsync(Traps.AfterDeployment);
        second.Should().NotBe(first);
        (await deployments.GetHistoryAsync(Replica.Service)).Should().ContainSingle();
        await replicas.KillAsync(second);
        await replicas.DoneAsync(Traps.LookAtDeployments);

        (await deployments.GetHistoryAsync(Replica.Service)).Should().ContainSingle("the others decided again and found it");
        DeploymentPage page = await deployments.ListAsync(new DeploymentQuery { Service = Replica.Service });
        page.Deployments.Should().ContainSingle()
            .Which.Should().BeEquivalentTo(new { Replica.Version, Status = DeploymentStatus.Succeeded, RollbackOf = (string?)null });
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    [InlineData("Redis")]
    public async Task Alerts_open_and_end_one_incident_although_who_follows_them_is_killed_before_its_position_is_stored(string kind)
    {
        using var files = new Files();
        StoreAddress address = await Stores.NewAsync(kind, files);
        using Replicas replicas = await Replicas.StartAsync(address, files["traps"], Traps.BeforePosition);
        await using IReliabilityStore store = address.Open();
        var incidents = new IncidentRegister(store.Documents, [Replica.Service]);
        string[] objectives = [.. Replica.Objectives.Select(slo => slo.Name)];

        replicas.Lose(objectives[0]);
        int opener = await replicas.CaughtAsync(Traps.BeforePosition);
        Incident opened = (await incidents.ListOpenAsync()).Should().ContainSingle("it was opened, and no position says so").Subject;
        (await PositionAsync(store)).Should().BeLessThan(1);
        await replicas.KillAsync(opener);
        replicas.Lose(objectives[1]);
        replicas.Lose(objectives[2]);
        await FollowedAsync(store, all => all.Count == objectives.Length);
        (await incidents.ListOpenAsync()).Should().ContainSingle().Which.Should().Match<Incident>(one => one.Id == opened.Id)
            .And.BeEquivalentTo(new { Status = IncidentStatus.Open });

        replicas.Set(Traps.BeforePosition);
        await ExcludeAsync(store);
        await replicas.KillAsync(await replicas.CaughtAsync(Traps.BeforePosition));
        await FollowedAsync(store, all => all.Count > objectives.Length && all.GroupBy(one => one.Notification.AlertId)
            .All(alert => alert.Any(one => one.Notification.Kind == AlertTransitionKind.Resolved)));

        IncidentPage page = await incidents.ListAsync(new IncidentQuery { Service = Replica.Service });
        Incident over = page.Incidents.Should().ContainSingle().Subject;
        (over.Id, over.Status, over.Source).Should().Be((opened.Id, IncidentStatus.Mitigated, IncidentSource.Alerts));
        over.Alerts.Select(one => one.Slo).Distinct().Should().BeEquivalentTo(objectives);
        over.Alerts.Should().OnlyContain(one => one.ResolvedAt != null);
        List<AlertTransition> transitions = await TransitionsAsync(store);
        over.Timeline.Select(note => note.Text[..note.Text.IndexOf('.', StringComparison.Ordinal)]).Should().BeEquivalentTo(
            transitions.Select(one => Noted(one.Notification)), "each transition is noted, and none of them twice");
        over.Times.MitigatedAt!.Value.Should().BeCloseTo(
            transitions.Max(one => one.Notification.ResolvedAt)!.Value, TimeSpan.FromMicroseconds(1));
    }

    private static string Noted(AlertNotification alert)
    {
        string verb = alert.Kind == AlertTransitionKind.Fired ? "fired" : "resolved";
        return $"{alert.Severity} {alert.Slo}/{alert.Rule} {verb}";
    }

    /// <summary>Waits until the transitions of alerts are as expected and a position says that all of them were followed.</summary>
    private static Task FollowedAsync(IReliabilityStore store, Func<List<AlertTransition>, bool> areExpected) => Replicas.UntilAsync(
        async () => await TransitionsAsync(store) is [.., var last] all && areExpected(all) && await PositionAsync(store) == last.Position,
        "the alerts were followed");

    private static async Task<List<AlertTransition>> TransitionsAsync(IReliabilityStore store)
    {
        List<AlertTransition> all = [];
        await foreach (AlertTransition one in new AlertTransitions(store.Events).ReadAsync(Replica.Service, after: 0))
        {
            all.Add(one);
        }

        return all;
    }

    /// <summary>How far alerts were followed; -1 if nobody stored it yet.</summary>
    private static async Task<long> PositionAsync(IReliabilityStore store)
    {
        var id = new DocumentId(new CollectionId(Replica.Service, TrappedDocuments.Positions), Replica.Service);
        if ((await store.Documents.GetAsync([id], CancellationToken.None))[0] is not { } document)
        {
            return -1;
        }

        using JsonDocument record = JsonDocument.Parse(document.Json);
        return record.RootElement.GetProperty("position").GetInt64();
    }

    /// <summary>Excludes what was lost, so that the alerts resolve: what was measured before is left.</summary>
    private static async Task ExcludeAsync(IReliabilityStore store)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        var ledger = new BudgetLedger(store.Series, store.Documents, store.Events, Replica.Objectives);
        foreach (SloDefinition slo in Replica.Objectives)
        {
            await ledger.ExcludeAsync(new BudgetExclusion
            {
                Slo = slo.Name,
                From = now - (Replica.Measured / 2),
                To = now.AddMinutes(2),
                By = "ada",
                Reason = "a drill",
            });
        }
    }
}
