using System.Net;
using System.Reflection;
using System.Text.Json;
using Reliability.Alerting;
using Reliability.Experiments;
using Reliability.Jobs;
using Reliability.Releases;
using Reliability.Slos;

namespace Reliability.SharedStore.Tests;

/// <summary>
/// Services that share a store, and processes and setups of one service: each thing belongs to one service, and is done by one process.
/// </summary>
[Trait("guarantee", "10")]
public sealed class IsolationTests
{
    private const string Shop = "shop";
    private const string Search = "search";

    /// <summary>How far the clocks of some hosts are from the right time: it decides nothing of another service.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(10);

    public static TheoryData<string> Kinds => SharedStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Nothing_of_a_service_is_seen_in_another_that_names_its_objective_alike(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        await using HostedProcess shop = HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective().Freeze(), skew: Ahead);
        await using HostedProcess search = HostedProcess.Start(await data.OpenAsync(), Search, r => r.Objective(target: 99.5m));
        await shop.RecordAsync(Declared.Checkout, good: 50, bad: 50);
        await search.RecordAsync(Declared.Checkout, good: 9300, bad: 0);
        await DecideAsync(shop);

        for (int i = 0; i < 2; i++)
        {
            await shop.RoundAsync("alerts", "ledger", "guardrails", "evidence", "retention");
            await search.RoundAsync("alerts", "ledger", "guardrails", "evidence", "retention");
        }

        (await shop.FiresAsync()).Should().BeTrue();
        shop.Notifier.Told.Should().OnlyContain(one => one.Service == Shop).And.HaveCount(2, "the rule and the policy fired");
        (await shop.Get<IReleaseGate>().DecideAsync(Shop)).Reasons.Should().Contain(one => one.Code == GateReasonCodes.PolicyFreeze);
        await ShouldBeHealthyAsync(search);
        await ShouldBeHealthyOverHttpAsync(search);
        (HttpStatusCode gate, JsonElement frozen) = await shop.AskAsync($"gate/{Shop}");
        gate.Should().Be(HttpStatusCode.Conflict);
        frozen.GetRawText().Should().Contain(nameof(GateReasonCodes.PolicyFreeze)).And.NotContain(Search);
        (await shop.AskAsync($"gate/{Search}")).Status.Should().Be(HttpStatusCode.NotFound);
        foreach (HostedProcess process in new[] { shop, search })
        {
            process.Get<IJobs>().Conflicts.Should().BeEmpty();
            process.Log.Of("JobFailed").Should().BeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_a_service_could_not_tell_is_not_shown_in_another(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        await using HostedProcess shop = HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective());
        await using HostedProcess search = HostedProcess.Start(await data.OpenAsync(), Search, r => r.Objective());
        shop.Notifier.Before = (_, _) => throw new InvalidOperationException("nobody listens");
        await shop.RecordAsync(Declared.Checkout, good: 0, bad: 50);
        await search.RecordAsync(Declared.Checkout, good: 50, bad: 0);

        for (int i = 0; i < AlertEvaluator.MaxAttempts; i++)
        {
            await shop.RoundAsync();
            await search.RoundAsync();
            shop.Clock.Advance(TimeSpan.FromMinutes(11));
        }

        (await shop.Get<IAlerts>().GetUndeliveredAsync()).Should().ContainSingle().Which.Notification.Service.Should().Be(Shop);
        (await search.Get<IAlerts>().GetUndeliveredAsync()).Should().BeEmpty();
        (await search.AskAsync("alerts/undelivered")).Json.GetRawText().Should().NotContain(Shop);
        search.Notifier.Told.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Hosts_of_one_service_that_declare_different_objectives_are_all_judged_and_all_deliver(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        await using HostedProcess web =
            HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective("web").Freeze("web freeze", "web"), skew: Ahead);
        await using HostedProcess worker =
            HostedProcess.Start(
                await data.OpenAsync(), Shop, r => r.Objective("worker").Freeze("worker freeze", "worker"), skew: -Ahead);
        await web.RecordAsync("web", good: 0, bad: 50);
        await worker.RecordAsync("worker", good: 0, bad: 50);

        await web.RoundAsync();
        await worker.RoundAsync();

        foreach ((HostedProcess process, string slo) in new[] { (web, "web"), (worker, "worker") })
        {
            (await process.FiresAsync(slo)).Should().BeTrue();
            (await process.StateOverHttpAsync(slo)).Should().Be("Firing");
            (await process.JobOverHttpAsync(slo)).Should().Be(("OnTime", false, process.Id()));
            process.Notifier.Told.Select(one => one.Slo).Should().Equal(slo, slo);
            process.Notifier.Told.Select(one => one.Rule).Should().BeEquivalentTo(Declared.Rule.Name, $"policy:{slo} freeze");
            (await process.Get<IReleaseGate>().DecideAsync(Shop)).Reasons
                .Should()
                .Contain(one => one.Code == GateReasonCodes.PolicyFreeze && one.Slo == slo);
        }

        // The history belongs to the service: both see all of it.
        (await web.Get<IAlerts>().GetHistoryAsync(Shop, 10))
            .Select(one => one.Slo)
            .Should()
            .BeEquivalentTo("web", "web", "worker", "worker");
        (await worker.HistoryOverHttpAsync(Shop)).Select(one => one.Slo).Should().BeEquivalentTo("web", "web", "worker", "worker");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_second_setup_of_a_process_is_evaluated_and_notifies(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        await using HostedProcess process = HostedProcess.Start(
            await data.OpenAsync(),
            TimeSpan.Zero,
            notifier: null,
            ("", Shop, r => r.Objective()),
            ("partners", "partners", r => r.Objective().Freeze()));
        await process.RecordAsync(Declared.Checkout, good: 5000, bad: 0);
        await process.RecordAsync(Declared.Checkout, good: 0, bad: 50, setup: "partners");

        await process.RoundAsync();

        (await process.FiresAsync()).Should().BeFalse();
        (await process.FiresAsync(setup: "partners")).Should().BeTrue();
        process.Notifier.Told.Should().HaveCount(2).And.OnlyContain(one => one.Service == "partners");
        (await process.AskAsync($"gate/{Shop}")).Status.Should().Be(HttpStatusCode.OK);
        (await process.AskAsync("gate/partners", "partners")).Status.Should().Be(HttpStatusCode.Conflict);
        (await process.AskAsync("alerts", "partners")).Json.GetRawText().Should().Contain("Firing");
        (await process.AskAsync("alerts")).Json.GetRawText().Should().NotContain("Firing").And.NotContain("partners");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_process_with_objectives_of_two_services_and_a_process_of_one_of_them_share_them_out(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        await using HostedProcess both = HostedProcess.Start(
            await data.OpenAsync(),
            Shop,
            r => r.Objective().AddSlo("found", slo => slo.Availability(99.9m).AlertWhen(Declared.Rule).OfService(Search)));
        await using HostedProcess one = HostedProcess.Start(await data.OpenAsync(), Search, r => r.Objective("found").Objective());
        await both.RecordAsync(Declared.Checkout, good: 0, bad: 50);
        await both.RecordAsync("found", good: 0, bad: 50);
        await one.RecordAsync(Declared.Checkout, good: 50, bad: 0);

        await one.RoundAsync();
        await both.RoundAsync();
        await one.RoundAsync();

        both.Notifier.Told.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Service = Shop, Slo = Declared.Checkout });
        one.Notifier.Told.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Service = Search, Slo = "found" });
        (await both.FiresAsync("found")).Should().BeTrue("another process judged it");
        (await one.FiresAsync()).Should().BeFalse("that one is healthy in its own service");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_application_that_names_no_service_shares_its_budget_with_no_other_that_names_none(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        await using HostedProcess unnamed = HostedProcess.Start(await data.OpenAsync(), service: null, r => r.Objective());
        await using HostedProcess stranger = HostedProcess.Start(
            await data.OpenAsync(), SloDefinition.DefaultService, r => r.Objective(), skew: -Ahead);
        await unnamed.RecordAsync(Declared.Checkout, good: 100, bad: 0);
        await stranger.RecordAsync(Declared.Checkout, good: 0, bad: 50);
        await stranger.RoundAsync("alerts", "ledger");
        await unnamed.RoundAsync("alerts", "ledger");

        string name = unnamed.Get<IErrorBudgets>().Objectives.Should().ContainSingle().Which.Service;
        name.Should().Be(Assembly.GetEntryAssembly()!.GetName().Name).And.NotBe(SloDefinition.DefaultService);
        foreach ((HostedProcess process, string service, int total, int bad) in new[]
        {
            (unnamed, name, 100, 0), (stranger, SloDefinition.DefaultService, 50, 50),
        })
        {
            BudgetStatus budget = await process.Get<IErrorBudgets>().GetStatusAsync(Declared.Checkout);
            (budget.Service, budget.Total, budget.Bad).Should().Be((service, total, bad));
            (await process.BudgetOverHttpAsync()).Should().Be((total, bad));
            (await process.StateOverHttpAsync()).Should().Be(bad > 0 ? "Firing" : "Inactive");
            (await process.HistoryOverHttpAsync(service)).Should().HaveCount(bad > 0 ? 1 : 0);
        }
    }

    private static async Task DecideAsync(HostedProcess shop)
    {
        IExperiments experiments = shop.Get<IExperiments>();
        ExperimentUpdate created =
            await experiments.CreateAsync(
                new ExperimentDefinition { Key = "button", Variants = [new("blue", 1), new("green", 1)] },
                new() { By = "ann", Reason = "trial" });
        await experiments.StartAsync(created.Current, new() { By = "ann", Reason = "trial" });
        await shop.Get<IBudgetLedger>().AdjustAsync(
            new BudgetAdjustment { Slo = Declared.Checkout, By = "ann", Reason = "a drill", At = shop.Clock.GetUtcNow(), Bad = 7 });
    }

    private static async Task ShouldBeHealthyAsync(HostedProcess search)
    {
        IAlerts alerts = search.Get<IAlerts>();
        (await alerts.GetCurrentAsync()).Should().ContainSingle().Which.Should()
            .BeEquivalentTo(new { Service = Search, State = AlertState.Inactive });
        (await alerts.GetHistoryAsync(Search, 100)).Should().BeEmpty();
        (await alerts.GetUndeliveredAsync()).Should().BeEmpty();
        (await alerts.GetOrphanedAsync(Search)).Should().BeEmpty();
        alerts.Policies.Should().BeEmpty();
        search.Notifier.Told.Should().BeEmpty();
        BudgetStatus budget = await search.Get<IErrorBudgets>().GetStatusAsync(Declared.Checkout);
        (budget.Service, budget.Target, budget.Total, budget.Bad).Should().Be((Search, 99.5m, 9300, 0));
        GateDecision gate = await search.Get<IReleaseGate>().DecideAsync(Search);
        gate.Verdict.Should().Be(GateVerdict.Allow);
        gate.Evidence.Should().OnlyContain(one => one.Status.Service == Search);
        (await search.Get<IBudgetLedger>().GetEntriesAsync(Search))
            .Should()
            .OnlyContain(one => one.Kind == LedgerEntryKind.Definition && one.Service == Search);
        (await search.Get<IExperiments>().GetAsync("button")).Should().BeNull();
        (await search.Get<IJobs>().GetStatusAsync()).Should().NotBeEmpty().And.OnlyContain(one => one.Service == Search);
    }

    private static async Task ShouldBeHealthyOverHttpAsync(HostedProcess search)
    {
        foreach (string path in new[]
        {
            "objectives",
            "status",
            $"status/{Declared.Checkout}",
            "alerts",
            "alerts/undelivered",
            "alerts/conflicts",
            $"alerts/transitions/{Search}",
            $"alerts/orphaned/{Search}",
            "policies",
            "jobs",
            "health",
            $"ledger/{Search}",
            $"gate/{Search}",
        })
        {
            (HttpStatusCode status, JsonElement json) = await search.AskAsync(path);
            status.Should().Be(HttpStatusCode.OK, path);
            json.GetRawText()
                .Should()
                .NotContain(Shop, path).And
                .NotContain("Firing", path).And
                .NotContain("freeze", path).And
                .NotContain("a drill", path);
        }

        JsonElement budget = (await search.AskAsync($"status/{Declared.Checkout}")).Json.GetProperty("status");
        (budget.GetProperty("total").GetDecimal(), budget.GetProperty("bad").GetDecimal()).Should().Be((9300, 0));
        (await search.AskAsync($"gate/{Shop}")).Status.Should().Be(HttpStatusCode.NotFound);
        (await search.AskAsync($"alerts/transitions/{Shop}")).Status.Should().Be(HttpStatusCode.NotFound);
    }
}
