using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Reliability.Alerting;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Alerting;

public sealed class BudgetPolicyTests : IDisposable
{
    private static readonly SloDefinition Slo = SloDefinition.Availability("checkout", 99m) with { Service = "shop", Alerts = [] };
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
    private readonly InMemoryStore _store = new();
    private readonly ScriptedBudgets _budgets;
    private readonly Phone _phone = new();
    private readonly List<string> _ran = [];

    public BudgetPolicyTests() => _budgets = new ScriptedBudgets(_time, Slo);

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_policy_acts_once_when_the_budget_falls_to_its_threshold_and_once_when_it_has_recovered()
    {
        AlertEvaluator evaluator = Evaluator(Policy() with { Notifies = true, Action = RunAsync });
        await Look(evaluator, 0.5m, 0.26m);
        _ran.Should().BeEmpty();
        await Look(evaluator, 0.25m, 0.26m, 0.2m, 0.29m, 0.25m);
        _ran.Should().Equal("Fired");
        _phone.Told.Should().Equal("checkout policy:freeze Fired");
        _phone.Calls[0].Explanation
            .Should()
            .Be("25 % of the budget remains (10 bad of 1000, and the target of 99 % allows 10); the policy acts at 25 %.");
        _phone.Calls[0].ClearsWhen.Should().Be("Recovers when 30 % of the budget or more remains.");

        await Look(evaluator, 0.31m, 0.31m, 0.31m, 0.31m, 0.31m, 0.31m);
        _ran.Should().Equal("Fired", "Resolved");
        (await evaluator.GetHistoryAsync("shop", 10)).Should().HaveCount(2);
    }

    [Fact]
    public async Task Releases_are_frozen_until_the_budget_has_recovered_and_an_override_still_counts()
    {
        AlertEvaluator evaluator = Evaluator(Policy() with { FreezesReleases = true });
        var gate = new AuditedReleaseGate(_budgets.Budgets, _store.Events, checks: [evaluator], timeProvider: _time);
        (await gate.DecideAsync("shop")).Verdict.Should().Be(GateVerdict.Allow);
        await Look(evaluator, 0.1m);

        GateDecision decision = await gate.DecideAsync("shop");
        decision.Verdict.Should().Be(GateVerdict.Block);
        decision.Reasons.Should()
            .ContainSingle().Which
            .Should()
            .BeEquivalentTo(new { Verdict = GateVerdict.Block, Code = GateReasonCodes.PolicyFreeze, Slo = "checkout" });
        decision.Reasons[0].Message
            .Should()
            .StartWith("policy:freeze froze releases. 10 % of the budget remains").And
            .EndWith("Recovers when 30 % of the budget or more remains.");

        await gate.OverrideAsync(new GateOverride
        {
            Service = "shop",
            By = "ada",
            Reason = "the fix",
            ExpiresAt = _time.GetUtcNow().AddHours(1),
        });
        GateDecision overridden = await gate.DecideAsync("shop");
        overridden.Should().BeEquivalentTo(new { Verdict = GateVerdict.Allow, Override = new { By = "ada" } });
        overridden.Reasons.Should().ContainSingle();

        await Look(evaluator, 0.9m, 0.9m, 0.9m, 0.9m, 0.9m, 0.9m, 0.9m);
        (await gate.DecideAsync("shop")).Reasons.Should().BeEmpty();
    }

    [Fact]
    public async Task A_dry_run_says_what_it_would_do_and_does_nothing()
    {
        AlertEvaluator evaluator = Evaluator(Policy() with { FreezesReleases = true, Notifies = true, Action = RunAsync, IsDryRun = true });
        await Look(evaluator, 0.1m);
        (_ran.Count, _phone.Calls.Count).Should().Be((0, 0));
        (await evaluator.CheckAsync("shop", default)).Should().BeEmpty();
        (await evaluator.GetHistoryAsync("shop", 10))
            .Should()
            .ContainSingle().Which.Explanation
            .Should()
            .StartWith("Dry run, would freeze releases, notify, run its action: 10 % of the budget remains");
        (await evaluator.GetCurrentAsync())
            .Should()
            .ContainSingle().Which
            .Should()
            .BeEquivalentTo(new { Rule = "policy:freeze", State = AlertState.Firing });
    }

    [Fact]
    public async Task An_action_that_fails_is_run_again_and_stops_nobody()
    {
        int failures = 3;
        AlertEvaluator evaluator = Evaluator(Policy() with
        {
            Notifies = true,
            Action = (notification, token) =>
                failures-- > 0 ? throw new InvalidOperationException("the switch is stuck") : RunAsync(notification, token),
        });
        _budgets.Remaining["checkout"] = 0;
        (await evaluator.RunAsync(1))
            .Should()
            .ContainSingle().Which.Message
            .Should()
            .Contain("'policy:freeze'").And
            .Contain("the switch is stuck");
        _phone.Calls.Should().ContainSingle();
        for (int i = 0; i < 10; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await evaluator.RunAsync(1);
        }

        _ran.Should().Equal("Fired");
        _phone.Calls.Should().ContainSingle();
    }

    [Fact]
    public async Task A_restart_goes_on_and_missing_data_changes_nothing()
    {
        await Look(Evaluator(Policy() with { Action = RunAsync }), 0.1m);
        await Look(Evaluator(Policy() with { Action = RunAsync }), null, null, null, null, null, null, null, 0.2m);
        _ran.Should().Equal("Fired");
    }

    [Fact]
    public async Task A_budget_that_allows_nothing_is_below_any_threshold_when_something_was_lost()
    {
        SloDefinition zero = SloDefinition.ZeroTolerance("durability") with { Service = "shop", Alerts = [] };
        using var store = new InMemoryStore();
        await store.Series.AppendAsync(
            new SeriesBatch("shop", "test", 1, [new SeriesDelta("durability", new SeriesBucket(_time.GetUtcNow().AddHours(-1), 10, 9))]),
            default);
        var evaluator = new AlertEvaluator(
            new ErrorBudgets(store.Series, [zero], _time),
            store.Documents,
            store.Events,
            [_phone],
            null,
            _time,
            [new BudgetPolicy("lost", "durability", 0) { Notifies = true }]);
        (await evaluator.RunAsync(1)).Should().BeEmpty();
        _phone.Told.Should().Equal("durability policy:lost Fired");
    }

    // The bound for 8 of 4000 is 0.1127 %, for 5 of 4000 0.0609 %, and for 6 of 4000 0.0778 %.
    [Theory]
    [InlineData(500, 1, 0.0, false)]
    [InlineData(500, 4, 0.0, false)]
    [InlineData(500, 5, 0.0, true)]
    [InlineData(4_000, 5, 0.0, false)]
    [InlineData(4_000, 8, 0.0, true)]
    [InlineData(5_000, 5, 0.0, true)]
    [InlineData(1_000_000, 1_000, 0.0, true)]
    [InlineData(4_000, 5, 0.25, false)]
    [InlineData(4_000, 6, 0.25, true)]
    [InlineData(10_000, 4, 0.6, false)]
    [InlineData(10_000, 5, 0.6, true)]
    public async Task A_policy_acts_on_few_bad_events_only_if_they_cannot_be_chance(long total, long bad, double actsAt, bool acts)
    {
        AlertStatus status = await JudgeAsync(
            SloDefinition.Availability("new", 99.9m), Count(total, bad), new BudgetPolicy("freeze", "new", (decimal)actsAt));

        status.State.Should().Be(acts ? AlertState.Firing : AlertState.Inactive);
    }

    [Fact]
    public async Task One_failure_in_500_requests_of_a_new_service_freezes_no_release_and_the_status_says_why()
    {
        SloDefinition slo = SloDefinition.Availability("new", 99.9m) with { Service = "shop", Alerts = [] };
        var policy = new BudgetPolicy("freeze", "new", 0) { FreezesReleases = true, Notifies = true };
        using var store = new InMemoryStore();
        var budgets = new ErrorBudgets(store.Series, [slo], _time);
        var evaluator = new AlertEvaluator(budgets, store.Documents, store.Events, [_phone], null, _time, [policy]);
        var gate = new AuditedReleaseGate(budgets, store.Events, checks: [evaluator], timeProvider: _time);

        await AppendAsync(1, Count(500, 1));
        (await evaluator.RunAsync(1)).Should().BeEmpty();
        (await gate.DecideAsync("shop")).Reasons.Select(reason => reason.Code).Should().Equal(GateReasonCodes.LowTraffic);
        (await evaluator.GetCurrentAsync()).Should().ContainSingle().Which.Explanation.Should().Be(
            "-100 % of the budget remains (1 bad of 500, and the target of 99.9 % allows 0.5); the policy acts at 0 %, but not by so few "
            + "events. It counts from 5 bad ones on.");

        await AppendAsync(2, Count(100, 7));
        _time.Advance(TimeSpan.FromMinutes(1));
        (await evaluator.RunAsync(1)).Should().BeEmpty();
        (await gate.DecideAsync("shop")).Reasons.Select(reason => reason.Code).Should().Contain(GateReasonCodes.PolicyFreeze);

        // The traffic that ends the evidence does not end the freeze, which lasts until the budget has recovered.
        await AppendAsync(3, Count(6_000, 0));
        _time.Advance(TimeSpan.FromMinutes(10));
        (await evaluator.RunAsync(1)).Should().BeEmpty();
        (await evaluator.GetCurrentAsync()).Should().ContainSingle().Which.State.Should().Be(AlertState.Firing);

        async Task AppendAsync(long sequence, SeriesBucket bucket) => await store.Series.AppendAsync(
            new SeriesBatch("shop", "test", sequence, [new SeriesDelta(slo.Series.Id.Name, bucket)]), default);
    }

    [Fact]
    public async Task A_policy_without_a_guard_acts_on_one_event_and_zero_tolerance_never_has_one()
    {
        (await JudgeAsync(
            SloDefinition.Availability("new", 99.9m),
            Count(500, 1),
            new BudgetPolicy("freeze", "new", 0) { Guard = LowTrafficGuard.None })).State.Should().Be(AlertState.Firing);
        (await JudgeAsync(SloDefinition.ZeroTolerance("lost"), Count(500, 1), new BudgetPolicy("freeze", "lost", 0)))
            .State.Should().Be(AlertState.Firing);
    }

    [Theory]
    [InlineData(29, AlertState.Inactive)]
    [InlineData(30, AlertState.Firing)]
    public async Task A_policy_acts_on_a_score_from_30_scores_on(int count, AlertState expected) => (await JudgeAsync(
        SloDefinition.Score("answers", 4, 5),
        new SeriesBucket(_time.GetUtcNow().AddHours(-1), count, 0) { ScaledSum = count * 3 * SeriesBucket.SumScale, Min = 3, Max = 3 },
        new BudgetPolicy("freeze", "answers", 0))).State.Should().Be(expected);

    [Fact]
    public void It_acts_once_a_crossing_however_the_budget_moves() => Gen.Decimal[-1, 1].Array[1, 60].Sample(
        shares =>
        {
            using var store = new InMemoryStore();
            var time = new FakeTimeProvider(_time.GetUtcNow());
            var budgets = new ScriptedBudgets(time, Slo);
            List<string> ran = [];
            BudgetPolicy policy = Policy() with
            {
                Action = (notification, _) =>
                {
                    ran.Add(notification.Kind.ToString());
                    return ValueTask.CompletedTask;
                },
            };
            var behavior = new AlertBehavior { ResolveAfter = TimeSpan.Zero };
            var evaluator = new AlertEvaluator(budgets.Budgets, store.Documents, store.Events, [], behavior, time, [policy]);
            List<string> expected = [];
            bool acted = false;
            foreach (decimal share in shares)
            {
                budgets.Remaining["checkout"] = share;
                evaluator.RunAsync(1).AsTask().GetAwaiter().GetResult().Should().BeEmpty();
                time.Advance(TimeSpan.FromMinutes(1));
                if (!acted && share <= 0.25m)
                {
                    acted = true;
                    expected.Add("Fired");
                }
                else if (acted && share >= 0.3m)
                {
                    acted = false;
                    expected.Add("Resolved");
                }
            }

            return ran.SequenceEqual(expected);
        },
        iter: 200);

    [Theory]
    [InlineData("", 0.5, "A name must*")]
    [InlineData("a\nb", 0.5, "A name must not hold control characters*")]
    [InlineData("p", 1.01, "*must be -10 to 1*")]
    [InlineData("p", -10.5, "*must be -10 to 1*")]
    public void A_policy_outside_its_range_is_rejected(string name, double actsAt, string message) =>
        FluentActions.Invoking(() => new BudgetPolicy(name, "checkout", (decimal)actsAt))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(message);

    [Fact]
    public void A_policy_that_cannot_work_is_rejected()
    {
        FluentActions.Invoking(() => new BudgetPolicy(new string('x', 101), "checkout", 0))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*1 to 100 bytes*");
        FluentActions.Invoking(() => Policy() with { RecoveryMargin = -0.1m })
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("*0 to 1*");
        FluentActions.Invoking(() => Evaluator(new BudgetPolicy("p", "chekout", 0)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Policy 'p' names the objective 'chekout', which does not exist. Declared are: 'checkout'*");
        FluentActions.Invoking(() => Evaluator(Policy(), Policy()))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Two policies are named 'freeze'*");
    }

    private SeriesBucket Count(long total, long bad) => new(_time.GetUtcNow().AddHours(-1), total, total - bad);

    /// <summary>Returns the status of a policy after one evaluation of an objective with these events.</summary>
    private async Task<AlertStatus> JudgeAsync(SloDefinition slo, SeriesBucket bucket, BudgetPolicy policy)
    {
        using var store = new InMemoryStore();
        slo = slo with { Service = "shop", Alerts = [] };
        await store.Series.AppendAsync(
            new SeriesBatch("shop", "test", 1, [new SeriesDelta(slo.Series.Id.Name, bucket)]), default);
        var evaluator = new AlertEvaluator(
            new ErrorBudgets(store.Series, [slo], _time), store.Documents, store.Events, [], null, _time, [policy]);
        (await evaluator.RunAsync(1)).Should().BeEmpty();
        return (await evaluator.GetCurrentAsync()).Should().ContainSingle().Subject;
    }

    private static BudgetPolicy Policy() => new("freeze", "checkout", actsAt: 0.25m);

    private ValueTask RunAsync(AlertNotification notification, CancellationToken cancellationToken)
    {
        _ran.Add(notification.Kind.ToString());
        return ValueTask.CompletedTask;
    }

    private AlertEvaluator Evaluator(params BudgetPolicy[] policies) =>
        new(_budgets.Budgets, _store.Documents, _store.Events, [_phone], null, _time, policies);

    private async Task Look(AlertEvaluator evaluator, params decimal?[] shares)
    {
        foreach (decimal? share in shares)
        {
            _budgets.Remaining["checkout"] = share;
            (await evaluator.RunAsync(1)).Should().BeEmpty();
            _time.Advance(TimeSpan.FromMinutes(1));
        }
    }
}
