using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.Core;
using NSubstitute.Extensions;
using Reliability.Alerting;
using Reliability.Jobs;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Tests.Shared;

namespace Reliability.Core.Tests.Alerting;

/// <summary>Who may write the alerts of an objective, and whose they are.</summary>
public sealed class AlertOwnershipTests : IDisposable
{
    private const string Fast = "burn-1h-5m";
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Now);
    private readonly InMemoryStore _store;
    private readonly ScriptedBudgets _budgets;
    private readonly Phone _phone = new();

    public AlertOwnershipTests()
    {
        _store = new InMemoryStore(_time);
        _budgets = new ScriptedBudgets(_time, Slo("checkout"), Slo("search"));
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_higher_epoch_wins_whatever_the_number_and_a_lower_one_is_rejected_with_the_token_that_stands()
    {
        AlertEvaluator evaluator = Evaluator();
        await evaluator.RunAsync(evaluator.Claims(token: 900, epoch: 1));
        _time.Advance(TimeSpan.FromMinutes(1));
        _budgets.See("checkout", AlertCondition.Met, Fast);
        (await evaluator.RunAsync(evaluator.Claims(token: 1, epoch: 2))).Faults.Should().BeEmpty();
        _phone.Told.Should().Equal($"checkout {Fast} Fired");

        AlertRound rejected = await evaluator.RunAsync(evaluator.Claims(token: 901, epoch: 1));
        rejected.Outcomes.Should().OnlyContain(one => one.RejectedBy == new FencingToken(2, 1));
        rejected.Faults[0].Message.Should().Contain("token 2.1").And.Contain("has 1.901");
    }

    [Fact]
    public async Task What_was_decided_under_a_right_that_was_lost_meanwhile_is_neither_stored_nor_told()
    {
        AlertEvaluator evaluator = Evaluator();
        await Look(evaluator);
        string before = (await _store.Documents.GetAsync(new DocumentId("shop", "alerts", "checkout"), default))!.Json;
        _budgets.See("checkout", AlertCondition.Met, Fast);
        using var lost = new CancellationTokenSource();
        await lost.CancelAsync();
        AlertRound round = await evaluator.RunAsync(evaluator.Claims(token: 1, lost: lost.Token));

        round.Outcomes.Single(one => one.Subject.Name == "checkout").Fault!.Message.Should().Contain("was lost");
        (await _store.Documents.GetAsync(new DocumentId("shop", "alerts", "checkout"), default))!.Json.Should().Be(before);
        _phone.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task What_a_former_holder_decided_before_another_took_over_is_not_stored()
    {
        await Look(Evaluator());
        _budgets.See("checkout", AlertCondition.Met, Fast);
        IErrorBudgets held = Forwarding.To(_budgets.Budgets);
        held.Configure().GetAlertReadingsByNameAsync(default!, default).ReturnsForAnyArgs(
            call => HeldAsync(call),
            call => _budgets.Budgets.GetAlertReadingsByNameAsync(call.Arg<IReadOnlyList<string>>(), call.Arg<CancellationToken>()));
        var slow = new AlertEvaluator(held, _store.Documents, _store.Events, [new Phone("late")], null, _time);
        AlertRound round = await slow.RunAsync(slow.Claims(token: 1));

        round.Outcomes.Single(one => one.Subject.Name == "checkout").Fault!.Message.Should().Contain("written by another process");
        _phone.Told.Should().Equal($"checkout {Fast} Fired");
        (await slow.GetHistoryAsync("shop", 10)).Should().ContainSingle();

        // Once, another process looks before the budgets answer.
        async ValueTask<IReadOnlyList<IReadOnlyList<AlertReading>>> HeldAsync(CallInfo call)
        {
            IReadOnlyList<IReadOnlyList<AlertReading>> seen =
                await _budgets.Budgets.GetAlertReadingsByNameAsync(call.Arg<IReadOnlyList<string>>(), call.Arg<CancellationToken>());
            await Look(Evaluator(), token: 2);
            return seen;
        }
    }

    [Fact]
    public async Task A_firing_alert_that_nobody_declares_any_more_is_orphaned_and_stays()
    {
        _budgets.See("checkout", AlertCondition.Met, Fast);
        AlertEvaluator before = Evaluator();
        await Look(before);
        (await before.GetOrphanedAsync("shop")).Should().BeEmpty();
        IErrorBudgets others = new ScriptedBudgets(_time, Slo("search")).Budgets;
        var after = new AlertEvaluator(others, _store.Documents, _store.Events, [_phone], null, _time);
        await Look(after, token: 2);

        (await after.GetOrphanedAsync("shop"))
            .Should()
            .ContainSingle().Which
            .Should()
            .BeEquivalentTo(new { Slo = "checkout", Rule = Fast, State = AlertState.Firing });
        (await after.GetOrphanedAsync("another")).Should().BeEmpty();
        _phone.Told.Should().Equal($"checkout {Fast} Fired");
    }

    [Fact]
    public async Task A_firing_alert_of_an_objective_that_lost_its_rules_and_policies_is_orphaned()
    {
        _budgets.See("checkout", AlertCondition.Met, Fast);
        await Look(Evaluator());
        var budgets = new ScriptedBudgets(_time, Slo("checkout") with { Alerts = [] }, Slo("search"));
        using var jobs = new JobCoordinator(_store.Documents, _store.Leases, timeProvider: _time);
        var after = new AlertEvaluator(budgets.Budgets, _store.Documents, _store.Events, [_phone], null, _time, jobs: jobs);
        foreach (JobSubject subject in after.Subjects)
        {
            jobs.Declare(subject, "ledger", TimeSpan.FromHours(1));
        }

        foreach (JobSubject subject in after.Watched)
        {
            jobs.Declare(subject, AlertEvaluator.JobName, TimeSpan.FromMinutes(1));
        }

        (await after.GetCurrentAsync()).Should().OnlyContain(one => one.Slo == "search");
        (await after.GetOrphanedAsync("shop")).Should().ContainSingle().Which.Should()
            .BeEquivalentTo(new { Slo = "checkout", Rule = Fast, State = AlertState.Firing });
    }

    [Fact]
    public async Task A_firing_alert_is_orphaned_while_the_definition_in_force_has_no_rules()
    {
        _budgets.See("checkout", AlertCondition.Met, Fast);
        using var jobs = new JobCoordinator(_store.Documents, _store.Leases, new JobCoordinatorOptions { ProcessId = "canary" }, _time);
        var canary =
            new AlertEvaluator(_budgets.Budgets, _store.Documents, _store.Events, [_phone], null, _time, jobs: jobs);
        await Look(canary);
        JobSubject watched = canary.Subjects.Single(one => one.Name == "checkout");
        jobs.Declare(watched, AlertEvaluator.JobName, TimeSpan.FromMinutes(1));
        (await canary.GetOrphanedAsync("shop")).Should().BeEmpty();

        JobCoordinator[] fleet =
        [
            .. Enumerable.Range(0, 2).Select(i => new JobCoordinator(
                _store.Documents, _store.Leases, new JobCoordinatorOptions { ProcessId = $"process-{i}" }, _time)),
        ];
        foreach (JobCoordinator one in fleet)
        {
            one.Declare(watched with { Definition = "no rules" }, "ledger", TimeSpan.FromHours(1));
            await one.BeatAsync();
        }

        (await canary.GetOrphanedAsync("shop")).Should().ContainSingle("the canary may not evaluate it").Which.Slo.Should().Be("checkout");
        Array.ForEach(fleet, one => one.Dispose());
    }

    [Theory]
    [InlineData("""{"v":99}""", "*format 99*")]
    [InlineData("null", "*cannot be read*")]
    public async Task Alerts_that_cannot_be_read_are_named_beside_the_rest(string damaged, string reason)
    {
        _budgets.See("checkout", AlertCondition.Met, Fast);
        _budgets.See("search", AlertCondition.Met, Fast);
        AlertEvaluator evaluator = Evaluator();
        await Look(evaluator);
        Document before = (await _store.Documents.GetAsync(new DocumentId("shop", "alerts", "checkout"), default))!;
        DocumentWrite damage = DocumentWrite.Replace(before.Id, before.ETag, damaged);
        await _store.Documents.PutAsync(damage, default);

        (await evaluator.GetCurrentAsync()).Should().NotBeEmpty().And.OnlyContain(one => one.Slo == "search");
        (await evaluator.GetUndeliveredAsync()).Should().BeEmpty();
        UnreadableDocument named = evaluator.Unreadable.Should().ContainSingle().Which;
        named.Id.Should().Be(before.Id);
        named.Reason.Should().Match(reason);

        // Of objectives that nobody declares as well.
        var other = new AlertEvaluator(
            new ScriptedBudgets(_time, Slo("orders")).Budgets, _store.Documents, _store.Events, [_phone], null, _time);
        (await other.GetOrphanedAsync("shop")).Should().ContainSingle().Which.Slo.Should().Be("search");
        other.Unreadable.Should().Equal(named);

        await _store.Documents.PutAsync(DocumentWrite.Replace(before.Id, damage.ETag, before.Json), default);
        (await evaluator.GetCurrentAsync()).Should().Contain(one => one.Slo == "checkout" && one.State == AlertState.Firing);
        evaluator.Unreadable.Should().BeEmpty();
    }

    [Fact]
    public async Task Objectives_of_one_name_in_two_services_have_alerts_of_their_own()
    {
        SloDefinition other = Slo("checkout") with { Service = "partners" };
        var budgets = new ScriptedBudgets(_time, other);
        budgets.See("checkout", AlertCondition.Met, Fast);
        await Look(new AlertEvaluator(budgets.Budgets, _store.Documents, _store.Events, [_phone], null, _time));
        AlertEvaluator ours = Evaluator();
        await Look(ours);

        (await ours.GetCurrentAsync()).Should().OnlyContain(one => one.State == AlertState.Inactive && one.Service == "shop");
        (await ours.GetHistoryAsync("shop", 10)).Should().BeEmpty();
        await FluentActions.Awaiting(async () => await ours.GetHistoryAsync("partners", 10))
            .Should()
            .ThrowAsync<KeyNotFoundException>("what another service did is not ours to read by mistake");
    }

    private static SloDefinition Slo(
        string name,
        decimal target = 99.9m) => SloDefinition.Availability(name, target) with { Service = "shop" };

    private AlertEvaluator Evaluator() => new(_budgets.Budgets, _store.Documents, _store.Events, [_phone], null, _time);

    private async Task Look(AlertEvaluator evaluator, long token = 1)
    {
        (await evaluator.RunAsync(token)).Should().BeEmpty();
        _time.Advance(TimeSpan.FromMinutes(1));
    }
}
