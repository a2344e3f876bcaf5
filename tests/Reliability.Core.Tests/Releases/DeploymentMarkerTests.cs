using Reliability.Common;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Releases;

public sealed class DeploymentMarkerTests
{
    private static readonly DateTimeOffset Noon = Register.Noon;

    [Fact]
    public async Task Deployments_and_rollbacks_are_marked_at_their_start()
    {
        using var register = new Register();
        await register.RecordAsync("1", "4.7.0", Noon.AddHours(-5));
        await register.RecordAsync("2", "4.7.1", Noon.AddHours(-4), Noon.AddHours(-3));
        await register.RecordAsync("3", "4.7.0", Noon.AddHours(-2), rollbackOf: "2");
        await register.RecordAsync("4", "4.7.2", Noon.AddHours(-2), status: DeploymentStatus.Failed);
        await register.RecordAsync("5", "4.7.2", Noon.AddHours(-1), environment: "Staging");
        var markers = new DeploymentMarkers(register.Deployments);

        IReadOnlyList<Marker> found = await markers.GetMarkersAsync("shop", new TimeRange(Noon.AddHours(-4), Noon), default);
        found.Should().OnlyContain(one => one.Kind == "deployment");
        found.OrderBy(one => one.At).ThenBy(one => one.Text, StringComparer.Ordinal).Select(one => (one.At, one.Text)).Should().Equal(
            (Noon.AddHours(-4), "deployment 4.7.1"),
            (Noon.AddHours(-2), "failed deployment 4.7.2"),
            (Noon.AddHours(-2), "rollback to 4.7.0"),
            (Noon.AddHours(-1), "deployment 4.7.2 to Staging"));
        (await markers.GetMarkersAsync("partners", new TimeRange(Noon.AddHours(-9), Noon), default)).Should().BeEmpty();
        (await markers.GetMarkersAsync("unknown", new TimeRange(Noon.AddHours(-9), Noon), default)).Should().BeEmpty();
        (await new DeploymentMarkers(register.Deployments, "staging")
            .GetMarkersAsync("shop", new TimeRange(Noon.AddHours(-1), Noon), default)).Single().Text.Should().Be("deployment 4.7.2");
    }

    [Fact]
    public async Task Changes_of_objectives_and_budgets_are_marked_and_the_first_definition_is_none()
    {
        using var store = new InMemoryStore();
        DateTimeOffset start = TimeProvider.System.GetUtcNow();
        await RecordDefinitionAsync(store, 99.9m);
        await RecordDefinitionAsync(store, 99.5m);
        var ledger = new BudgetLedger(store.Series, store.Documents, store.Events, [Slo(99.5m)]);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        await ledger.ResetAsync(new BudgetReset { Slo = "checkout", At = now.AddMinutes(-1), By = "ada", Reason = "anew" });
        await ledger.AdjustAsync(
            new BudgetAdjustment { Slo = "checkout", At = now.AddMinutes(-1), Bad = 3, By = "ada", Reason = "a drill", Id = "drill" });
        await ledger.ExcludeAsync(
            new BudgetExclusion { Service = "shop", From = now.AddMinutes(-9), To = now, By = "ada", Reason = "a move" });
        await ledger.RevokeAsync(new LedgerRevocation { Service = "shop", EntryId = "drill", By = "ada", Reason = "no drill" });
        var markers = new ConfigurationMarkers(ledger, ["shop"]);

        var day = new TimeRange(start.AddHours(-1), start.AddHours(1));
        IReadOnlyList<Marker> found = await markers.GetMarkersAsync("shop", day, default);
        found.Should().OnlyContain(one => one.Kind == "configuration change");
        found.Select(one => one.Text).Should().Equal(
            "a change of the objective 'checkout'",
            "a reset of the budget of 'checkout'",
            "an adjustment of the budget of 'checkout'",
            "an exclusion of time from all budgets",
            "the revocation of the ledger entry 'drill'");
        (await markers.GetMarkersAsync("shop", new TimeRange(start.AddHours(1), start.AddHours(2)), default)).Should().BeEmpty();
        (await markers.GetMarkersAsync("other", day, default)).Should().BeEmpty();
    }

    private static SloDefinition Slo(decimal target) => SloBuilder.Create("checkout", s => s.Availability(target).OfService("shop"));

    private static async Task RecordDefinitionAsync(InMemoryStore store, decimal target) =>
        await new BudgetLedger(store.Series, store.Documents, store.Events, [Slo(target)]).RecordDefinitionsAsync();
}
