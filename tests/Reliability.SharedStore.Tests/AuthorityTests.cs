using System.Net;
using System.Text.Json;
using Reliability.Alerting;
using Reliability.Jobs;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.SharedStore.Tests;

/// <summary>
/// Of several definitions one answers: that of live processes. Who is gone decides nothing, and clocks of hosts decide nothing.
/// </summary>
[Trait("guarantee", "11")]
public sealed class AuthorityTests
{
    private const string Shop = "shop";
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(10);

    public static TheoryData<string> Kinds => SharedStore.Kinds;

    /// <summary>By how many days the clock of the canary is wrong.</summary>
    public static TheoryData<string, int> Skews
    {
        get
        {
            var all = new TheoryData<string, int>();
            foreach (string kind in SharedStore.Kinds)
            {
                foreach (int days in new[] { 0, 10, -10 })
                {
                    all.Add(kind, days);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Skews))]
    public async Task A_canary_with_another_target_that_stopped_in_good_order_decides_nothing_any_more(string kind, int days)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        await using HostedProcess canary =
            HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective(target: 99m), skew: TimeSpan.FromDays(days));
        await canary.RoundAsync("alerts", "ledger");
        await using HostedProcess fleet = HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective());
        await fleet.RecordAsync(Declared.Checkout, good: 0, bad: 50);

        await fleet.RoundAsync("alerts", "ledger");
        fleet.Notifier.Told.Should().BeEmpty("as many have another definition, and it answers already");
        await ShouldSeeConflictAsync(fleet, answers: "99 %", isOurs: false);
        await canary.RoundAsync();
        canary.Get<IJobs>().Conflicts.Should().ContainSingle().Which.IsOurs.Should().BeTrue();

        await canary.StopAsync();
        await fleet.RoundAsync("alerts", "ledger");

        (await fleet.FiresAsync()).Should().BeTrue("nobody alive defines it otherwise");
        (await fleet.StateOverHttpAsync()).Should().Be("Firing");
        fleet.Notifier.Told.Concat(canary.Notifier.Told).Should().ContainSingle("a canary with a right clock judged, and told it");
        await fleet.LookAsync();
        await ShouldSeeNoConflictAsync(fleet);
        fleet.Log.Of("DefinitionConflictEnded").Should().ContainSingle();
        fleet.Log.Of("JobFailed").Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Skews))]
    public async Task A_canary_with_another_target_that_was_killed_decides_nothing_after_three_intervals(string kind, int days)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        IReliabilityStore store = await data.OpenAsync();
        await using HostedProcess fleet = HostedProcess.Start(store, Shop, r => r.Objective());
        await using HostedProcess canary = HostedProcess.Start(
            await data.OpenAsync(),
            Shop,
            r => r.Objective(target: 99m),
            skew: TimeSpan.FromDays(days),
            interval: HostedProcess.Short);
        await fleet.RecordAsync(Declared.Checkout, good: 0, bad: 50);
        await canary.RoundAsync();

        // Killed: it says nothing any more. What is left of it in the store counts for less than three of its intervals.
        LeaseSnapshot left = await store.Leases.ListAsync(Shop, CancellationToken.None);
        left.Leases.Where(one => one.Request.Owner == canary.Id())
            .Should()
            .OnlyContain(one => one.ExpiresAt - left.At <= HostedProcess.Short * 3);
        await Eventually.BecomesAsync(async () => await IsGoneAsync(store, canary.Id()), "the leases of the canary end");
        await fleet.RoundAsync();

        (await fleet.FiresAsync()).Should().BeTrue();
        (await fleet.StateOverHttpAsync()).Should().Be("Firing");
        (await fleet.JobOverHttpAsync()).Should().Be(("OnTime", false, fleet.Id()));
        fleet.Notifier.Told.Concat(canary.Notifier.Told).Should().ContainSingle("a canary with a right clock judged, and told it");
        await ShouldSeeNoConflictAsync(fleet);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_definition_of_most_live_processes_answers_whoever_started_last(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        await using HostedProcess canary = HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective(target: 99m), skew: Ahead);
        await using HostedProcess one = HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective());
        await using HostedProcess two = HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective(), skew: -Ahead);
        await one.RecordAsync(Declared.Checkout, good: 0, bad: 50);
        await canary.RoundAsync();
        await one.BeatAsync();
        await two.BeatAsync();

        await canary.RoundAsync(); // gives the right back
        await one.RoundAsync();
        await two.RoundAsync();

        one.Notifier.Told.Should().ContainSingle();
        await ShouldSeeConflictAsync(one, answers: "99.9 %", isOurs: true);
        await ShouldSeeConflictAsync(canary, answers: "99.9 %", isOurs: false);
        one.Get<IJobs>().Conflicts.Single().Definitions.Select(held => held.Processes.Count).Should().Equal(2, 1);
    }

    [Theory]
    [MemberData(nameof(Skews))]
    public async Task A_canary_with_another_latency_threshold_leaves_the_budget_and_the_ledger_of_the_fleet_as_they_were(
        string kind,
        int days)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        await using HostedProcess fleet = HostedProcess.Start(await data.OpenAsync(), Shop, Answers(500));
        await RecordAsync(fleet, count: 100, milliseconds: 450);
        await fleet.RoundAsync("alerts", "ledger");
        IReadOnlyList<LedgerEntry> ledger = await fleet.Get<IBudgetLedger>().GetEntriesAsync(Shop);

        // Without the days it differs by less than jobs tolerate, and so takes part.
        TimeSpan skew = TimeSpan.FromDays(days) + TimeSpan.FromSeconds(2);
        await using HostedProcess canary = HostedProcess.Start(await data.OpenAsync(), Shop, Answers(300), skew);
        for (int i = 0; i < 25; i++)
        {
            await RecordAsync(canary, count: 10, milliseconds: 450);
            await canary.RoundAsync("alerts", "ledger"); // 0.1 s
        }

        await fleet.RoundAsync("alerts", "ledger");
        (await fleet.BudgetOverHttpAsync()).Should().Be((100, 0), "the canary lives");
        (await canary.BudgetOverHttpAsync()).Should().Be((250, 250));
        await canary.StopAsync();
        await fleet.RoundAsync("alerts", "ledger");

        BudgetStatus budget = await fleet.Get<IErrorBudgets>().GetStatusAsync(Declared.Checkout);
        (budget.Total, budget.Bad).Should().Be((100, 0));
        (await fleet.Get<IBudgetLedger>().GetEntriesAsync(Shop))
            .Should()
            .BeEquivalentTo(ledger).And
            .ContainSingle().Which.Generation
            .Should()
            .Be(1);
        (await fleet.BudgetOverHttpAsync()).Should().Be((100, 0));
        (await fleet.StateOverHttpAsync()).Should().Be("Inactive");
    }

    [Theory]
    [MemberData(nameof(Skews))]
    public async Task After_the_rollback_of_a_threshold_the_events_before_it_count_again(string kind, int days)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        await RunAsync(500, count: 100, expected: (100, 0));
        await RunAsync(300, count: 50, expected: (50, 50), skew: TimeSpan.FromDays(days));
        await RunAsync(500, count: 1, expected: (101, 0));

        async Task RunAsync(int threshold, int count, (decimal, decimal) expected, TimeSpan skew = default)
        {
            await using HostedProcess process = HostedProcess.Start(await data.OpenAsync(), Shop, Answers(threshold), skew);
            await process.RoundAsync("alerts", "ledger");
            await RecordAsync(process, count, milliseconds: 450);
            await process.RoundAsync("alerts", "ledger");
            BudgetStatus budget = await process.Get<IErrorBudgets>().GetStatusAsync(Declared.Checkout);
            (budget.Total, budget.Bad).Should().Be(expected);
            (await process.BudgetOverHttpAsync()).Should().Be(expected);
            await process.StopAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_firing_alert_that_nobody_alive_declares_is_listed_until_somebody_does(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        await using HostedProcess left = HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective().Objective("old"));
        await left.RecordAsync("old", good: 0, bad: 50);
        await left.RoundAsync();
        (await left.Get<IAlerts>().GetOrphanedAsync(Shop)).Should().BeEmpty();
        await left.StopAsync();

        await using HostedProcess now = HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective(), skew: Ahead);
        await now.RoundAsync();
        (await now.Get<IAlerts>().GetOrphanedAsync(Shop)).Should().ContainSingle().Which.Should()
            .BeEquivalentTo(new { Slo = "old", State = AlertState.Firing });
        (HttpStatusCode status, JsonElement json) = await now.AskAsync($"alerts/orphaned/{Shop}");
        (status, json.GetRawText().Contains("old", StringComparison.Ordinal)).Should().Be((HttpStatusCode.OK, true));

        await using HostedProcess again = HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective("old"));
        await again.RecordAsync("old", good: 50_000, bad: 0);
        await again.RoundAsync();
        (await now.Get<IAlerts>().GetOrphanedAsync(Shop)).Should().BeEmpty();
        (await again.FiresAsync("old")).Should().BeFalse("its state was taken over, and the objective is good again");
        again.Notifier.Told.Should().ContainSingle().Which.Should()
            .BeEquivalentTo(new { Kind = AlertTransitionKind.Resolved, AlertId = left.Notifier.Told.Single().AlertId });
    }

    private static Action<ReliabilityBuilder> Answers(int milliseconds) =>
        r => r.AddSlo(Declared.Checkout, slo => slo.Latency(TimeSpan.FromMilliseconds(milliseconds), 99m).AlertWhen(Declared.Rule));

    private static async Task RecordAsync(HostedProcess process, int count, int milliseconds)
    {
        ReliabilityRecorder recorder = process.Get<ReliabilityRecorder>();
        for (int i = 0; i < count; i++)
        {
            recorder.Latencies(Declared.Checkout).Record(TimeSpan.FromMilliseconds(milliseconds));
        }

        await recorder.FlushAsync();
    }

    private static async Task<bool> IsGoneAsync(IReliabilityStore store, string process) =>
        (await store.Leases.ListAsync(Shop, CancellationToken.None)).Leases.All(one => one.Request.Owner != process);

    private static async Task ShouldSeeNoConflictAsync(HostedProcess process)
    {
        process.Get<IJobs>().Conflicts.Should().BeEmpty();
        (await process.OkAsync("alerts/conflicts")).GetProperty("conflicts").GetArrayLength().Should().Be(0);
    }

    private static async Task ShouldSeeConflictAsync(HostedProcess process, string answers, bool isOurs)
    {
        await process.LookAsync();
        DefinitionConflict conflict = process.Get<IJobs>().Conflicts.Should().ContainSingle().Which;
        (conflict.Service, conflict.Item, conflict.IsOurs).Should().Be((Shop, Declared.Checkout, isOurs));
        conflict.Answers.Should().StartWith(answers);
        conflict.Explanation.Should().NotBeEmpty();
        process.Log.Of("DefinitionConflict").Should().ContainSingle().Which.Should().Contain(answers);
        (HttpStatusCode status, JsonElement json) = await process.AskAsync("alerts/conflicts");
        status.Should().Be(HttpStatusCode.OK);
        json.GetRawText().Should().Contain(Declared.Checkout).And.Contain(conflict.Explanation);
    }
}
