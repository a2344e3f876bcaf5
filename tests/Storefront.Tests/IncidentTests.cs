using Microsoft.Extensions.DependencyInjection;
using Reliability.Debt;
using Reliability.Incidents;
using Reliability.Recording;
using Reliability.Releases;

namespace Storefront.Tests;

/// <summary>Key 1 breaks the checkout, and what follows from it.</summary>
public sealed class IncidentTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_failing_checkout_opens_an_incident_within_seconds_and_its_end_mends_it()
    {
        await using RunningShop shop = await RunningShop.OpenAsync();
        IIncidents incidents = shop.Get<IIncidents>();
        shop.Get<ReliabilityRecorder>().Outcomes("checkout").Record(good: 10_000, bad: 0, shop.Clock.GetUtcNow().AddMinutes(-40));
        await shop.BuyAsync(100);
        (await shop.DrawAsync()).Should().Contain("incidents: none");

        await shop.TurnAsync(nameof(Fault.FailingCheckout));
        shop.Clock.Advance(TimeSpan.FromSeconds(5));
        await shop.BuyAsync(100);
        Incident open = (await incidents.ListOpenAsync()).Should().ContainSingle().Subject;
        (open.Title, open.Status, open.Definition.Severity).Should().Be(
            ("checkout: many orders fail", IncidentStatus.Open, IncidentSeverity.High));
        (open.AffectedRequests, open.BudgetBurnt).Should().Be((50L, 50m / 51), "51 of 10,200 orders may fail");
        open.Times.DetectedAt.Should().BeCloseTo(shop.Clock.GetUtcNow(), TimeSpan.FromSeconds(1));
        (await shop.DrawAsync()).Should()
            .Contain("incident open: checkout: many orders fail (high), 00:00:05").And
            .Contain("98.0 % of the budget of checkout burnt, 50 affected requests (estimated)");

        await shop.TurnAsync(nameof(Fault.None));
        for (int i = 0; i < 6; i++)
        {
            shop.Clock.Advance(TimeSpan.FromSeconds(30));
            await shop.BuyAsync(20);
        }

        Incident over = (await incidents.ListOpenAsync()).Should().ContainSingle().Subject;
        (over.Id, over.Status).Should().Be((open.Id, IncidentStatus.Mitigated));
        over.Alerts.Should().OnlyContain(one => one.ResolvedAt != null);
        over.AffectedRequests.Should().Be(50);
        (await shop.DrawAsync()).Should().Contain("incident mended: checkout: many orders fail (high)");

        await shop.Get<Screen>().ResolveAsync(CancellationToken.None);
        Incident? resolved = await incidents.GetAsync("shop", open.Id);
        (resolved!.Status, resolved.Definition.CauseClass).Should().Be((IncidentStatus.Resolved, "fault-switch"));
        (await shop.DrawAsync()).Should().Contain("incidents: none");
    }

    [Fact]
    public async Task The_month_before_has_deployments_outages_and_debt_that_belong_together()
    {
        await using RunningShop shop = await RunningShop.OpenAsync();
        await ActivatorUtilities.CreateInstance<PastRecords>(shop.Services).RecordAsync(CancellationToken.None);

        IncidentPage page = await shop.Get<IIncidents>().ListAsync(new IncidentQuery { Service = "shop" });
        page.Incidents.Select(one => (one.Title, one.Status, one.Definition.DeploymentId)).Should().Equal(
            ("Orders time out", IncidentStatus.Resolved, "shop-1.4.0"),
            ("The payment provider is down", IncidentStatus.Resolved, null));
        page.Incidents.Should().OnlyContain(one => one.Doubts == IncidentDoubts.None);
        DebtPage debt = await shop.Get<IDebtRegister>().ListAsync();
        debt.TotalCount.Should().Be(4, "one item is resolved");
        debt.Items[0].Item.Objectives.Should().Equal("checkout");
        debt.Items[0].Item.Incidents.Should().BeEquivalentTo(page.Incidents.Select(one => one.Id));
        DeploymentPage deployments = await shop.Get<IDeployments>().ListAsync(new DeploymentQuery { Service = "shop" });
        deployments.Deployments.Select(one => one.Version).Should().ContainInOrder("1.4.1", "1.4.0", "1.3.2");
    }

    [Fact]
    public async Task A_shop_that_opens_records_the_version_that_it_runs()
    {
        await using RunningShop shop = await RunningShop.OpenAsync();
        using var patience = new CancellationTokenSource(Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        Deployment? live = null;
        while (live is null)
        {
            await pace.WaitForNextTickAsync(patience.Token);
            shop.Clock.Advance(TimeSpan.FromMilliseconds(100));
            live = await shop.Get<IDeployments>().GetLiveAsync("shop");
        }

        (live.Version, live.Status).Should().Be((StorefrontApp.Version, DeploymentStatus.Succeeded));
    }
}
