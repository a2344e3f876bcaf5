using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Reliability.Common;
using Reliability.Core.Tests.Doubles;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

/// <summary>A plan says what the change does, and changes nothing.</summary>
public sealed class BudgetPlanTests : IDisposable
{
    private static readonly DateTimeOffset Now = Bucket.Hour(24 * 10);

    private static readonly SloDefinition Slo = SloDefinition.Availability("checkout", 99m) with { Service = "shop", Alerts = [] };
    private static readonly SloDefinition Other = SloDefinition.Availability("search", 99m) with { Service = "shop", Alerts = [] };

    private readonly InMemorySeriesStore _series = new();
    private readonly InMemoryStore _store = new();
    private readonly FakeTimeProvider _time = new(Now);
    private readonly BudgetLedger _ledger;
    private readonly ErrorBudgets _budgets;
    private readonly AuditedReleaseGate _gate;

    public BudgetPlanTests()
    {
        foreach (SloDefinition slo in (SloDefinition[])[Slo, Other])
        {
            _series.Put(slo, Bucket.At(Now.AddMinutes(-70), 10_000, 10), Bucket.At(Now.AddMinutes(-10), 10_000, 400));
        }

        _ledger = new BudgetLedger(_series, _store.Documents, _store.Events, [Slo, Other], _time);
        _budgets = new ErrorBudgets(_series, [Slo, Other], _time, corrections: _ledger);
        _gate = new AuditedReleaseGate(_budgets, _store.Events, timeProvider: _time);
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_plan_of_an_adjustment_is_what_the_adjustment_does()
    {
        var request = new BudgetAdjustment { Slo = "checkout", At = Now, BudgetShare = 2, By = "ada", Reason = "not ours", Id = "a" };
        await PlansAsync(_ledger.Plan(request), () => _ledger.AdjustAsync(request).AsTask(), after: GateVerdict.Block);
    }

    [Fact]
    public async Task A_plan_of_an_exclusion_is_what_the_exclusion_does()
    {
        var request = new BudgetExclusion
        {
            Service = "shop",
            From = Now.AddMinutes(-15),
            To = Now.AddMinutes(-5),
            By = "ada",
            Reason = "maintenance",
            Id = "e",
        };
        GatePlan plan = await PlansAsync(_ledger.Plan(request), () => _ledger.ExcludeAsync(request).AsTask(), after: GateVerdict.Allow);
        plan.Before.Evidence.Select(one => one.Status.State).Should().Equal(BudgetState.Exhausted, BudgetState.Exhausted);
        plan.After.Evidence.Select(one => one.Status.State).Should().Equal(BudgetState.Healthy, BudgetState.Healthy);
    }

    [Fact]
    public async Task A_plan_of_a_reset_is_what_the_reset_does()
    {
        var request = new BudgetReset { Slo = "checkout", At = Now.AddMinutes(-5), By = "ada", Reason = "a new start", Id = "r" };
        GatePlan plan = await PlansAsync(_ledger.Plan(request), () => _ledger.ResetAsync(request).AsTask(), after: GateVerdict.Block);
        plan.After.Evidence[0].Status.Bad.Should().Be(0);
        plan.After.Evidence[1].Status.Should().Be(plan.Before.Evidence[1].Status);
    }

    [Fact]
    public async Task A_plan_of_an_override_and_of_its_revocation_is_what_they_do()
    {
        var request = new GateOverride { Service = "shop", ExpiresAt = Now.AddHours(1), By = "ada", Reason = "hotfix", Id = "o" };
        GatePlan plan = await _gate.PlanOverrideAsync(request);
        (plan.Before.Verdict, plan.After.Verdict, plan.After.Override!.Id).Should().Be((GateVerdict.Block, GateVerdict.Allow, "o"));
        (await _gate.GetHistoryAsync("shop")).Should().BeEmpty("a plan writes nothing");
        await _gate.OverrideAsync(request);
        GateDecision overridden = await _gate.DecideAsync("shop");
        overridden.Should().BeEquivalentTo(plan.After);
        (await _gate.PlanOverrideAsync(request)).After.Should().BeEquivalentTo(overridden, "the same id is the same override");

        var back = new GateRevocation { Service = "shop", OverrideId = "o", By = "ada", Reason = "done" };
        plan = await _gate.PlanRevocationAsync(back);
        (plan.Before.Verdict, plan.After.Verdict, plan.After.Override).Should().Be((GateVerdict.Allow, GateVerdict.Block, null));
        (await _gate.DecideAsync("shop")).Verdict.Should().Be(GateVerdict.Allow);
        await _gate.RevokeAsync(back);
        (await _gate.DecideAsync("shop")).Should().BeEquivalentTo(plan.After);
    }

    [Fact]
    public async Task What_a_change_rejects_its_plan_rejects_with_the_same_words()
    {
        var adjustment = new BudgetAdjustment { Slo = "checkout", At = Now.AddHours(1), Bad = 1, By = "ada", Reason = "early" };
        await SameFaultAsync<ArgumentOutOfRangeException>(() => _ledger.Plan(adjustment), () => _ledger.AdjustAsync(adjustment).AsTask());
        var reset = new BudgetReset { Slo = "chekout", At = Now, By = "ada", Reason = "misspelt" };
        await SameFaultAsync<KeyNotFoundException>(() => _ledger.Plan(reset), () => _ledger.ResetAsync(reset).AsTask());
        var tooLong = new GateOverride { Service = "shop", ExpiresAt = Now.AddDays(8), By = "ada", Reason = "too long" };
        await SameFaultAsync<ArgumentOutOfRangeException>(
            () => _gate.PlanOverrideAsync(tooLong).AsTask().GetAwaiter().GetResult(), () => _gate.OverrideAsync(tooLong).AsTask());
        var unknown = new GateRevocation { Service = "shop", OverrideId = "none", By = "ada", Reason = "no such" };
        await SameFaultAsync<KeyNotFoundException>(
            () => _gate.PlanRevocationAsync(unknown).AsTask().GetAwaiter().GetResult(), () => _gate.RevokeAsync(unknown).AsTask());
        Action withoutLedger = () => new ErrorBudgets(_series, [Slo]).Assuming(_ledger.Plan(adjustment with { At = Now }));
        withoutLedger.Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public async Task A_recurring_exclusion_is_planned_and_another_plan_does_not_see_it()
    {
        var expander = Substitute.For<IRecurrenceExpander>();
        expander.Expand(Arg.Any<Recurrence>(), Arg.Any<TimeRange>())
            .Returns(call => [new TimeRange(Now.AddMinutes(-((Recurrence)call[0]).Duration.TotalMinutes), Now)]);
        var ledger = new BudgetLedger(_series, _store.Documents, _store.Events, [Slo, Other], _time, expander: expander);
        var budgets = new ErrorBudgets(_series, [Slo, Other], _time, corrections: ledger);
        (await BadAsync(30)).Should().Be(10);
        (await BadAsync(5)).Should().Be(410, "its occurrences are others");
        (await budgets.GetStatusAsync("checkout")).Bad.Should().Be(410);

        async Task<decimal> BadAsync(int minutes) => (await budgets.Assuming(ledger.Plan(new BudgetExclusion
        {
            Slo = "checkout",
            Recurrence = new Recurrence
            {
                Rule = "FREQ=DAILY",
                Start = Now.DateTime,
                Duration = TimeSpan.FromMinutes(minutes),
                Zone = "UTC",
            },
            By = "ada",
            Reason = "backup",
        })).GetStatusAsync("checkout")).Bad;
    }

    private static async Task SameFaultAsync<T>(Action plan, Func<Task> change)
        where T : Exception
    {
        string expected = (await change.Should().ThrowAsync<T>()).Which.Message;
        plan.Should().Throw<T>().Which.Message.Should().Be(expected);
    }

    private async Task<GatePlan> PlansAsync(LedgerEntry entry, Func<Task<LedgerEntry>> change, GateVerdict after)
    {
        GatePlan plan = await _gate.PlanEntryAsync(entry);
        plan.Service.Should().Be("shop");
        (plan.Before.Verdict, plan.After.Verdict).Should().Be((GateVerdict.Block, after));
        plan.Before.Should().BeEquivalentTo(await _gate.DecideAsync("shop"), "a plan changes nothing");
        (await _ledger.GetEntriesAsync("shop")).Should().BeEmpty("a plan writes nothing");

        LedgerEntry written = await change();
        written.Should().BeEquivalentTo(entry, options => options.Excluding(one => one.Position));
        entry.Position.Should().Be(0);
        (await _gate.DecideAsync("shop")).Should().BeEquivalentTo(plan.After, options => options.WithStrictOrdering());
        (await _gate.PlanEntryAsync(entry)).After.Should().BeEquivalentTo(plan.After, "what was written is not counted twice");
        return plan;
    }
}
