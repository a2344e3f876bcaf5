using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Reliability.Alerting;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Core.Tests.Alerting;

public sealed class AlertEvaluatorTests : IDisposable
{
    private const string Fast = "burn-1h-5m";
    private const string Slow = "burn-6h-30m";
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Now);
    private readonly ChaosStore _store;
    private readonly ScriptedBudgets _budgets;
    private readonly Phone _phone = new();

    public AlertEvaluatorTests()
    {
        _store = new ChaosStore(new InMemoryStore(_time));
        _budgets = new ScriptedBudgets(_time, Slo("checkout"), Slo("search"));
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task An_alert_fires_once_and_resolves_once_with_one_id()
    {
        AlertEvaluator evaluator = Evaluator();
        await Look(evaluator);
        _budgets.See("checkout", AlertCondition.Met, Fast);
        await Look(evaluator, minutes: 10);
        _budgets.See("checkout", AlertCondition.NotMet, Fast);
        await Look(evaluator, minutes: 10);

        _phone.Told.Should().Equal($"checkout {Fast} Fired", $"checkout {Fast} Resolved");
        (AlertNotification fired, AlertNotification resolved) = (_phone.Calls[0], _phone.Calls[1]);
        resolved.AlertId.Should().Be(fired.AlertId).And.HaveLength(20);
        fired.Should()
            .BeEquivalentTo(
                new
                {
                    Service = "shop",
                    Severity = AlertSeverity.Page,
                    FiredAt = Now.AddMinutes(1),
                    ResolvedAt = (DateTimeOffset?)null,
                    Explanation = $"{Fast} saw it."
                });
        resolved.ResolvedAt.Should().Be(Now.AddMinutes(16), "five quiet minutes end it");
        (await evaluator.GetHistoryAsync("shop", 10)).Should().Equal(resolved, fired);
    }

    [Fact]
    public async Task Ten_processes_under_one_lease_fire_one_alert()
    {
        AlertEvaluator[] processes = [.. Enumerable.Range(0, 10).Select(_ => Evaluator())];
        _budgets.See("checkout", AlertCondition.Met, Fast);
        for (int minute = 0; minute < 30; minute++)
        {
            // Whoever is first has the lease for a while; some minutes later it is another's.
            for (int i = 0; i < processes.Length; i++)
            {
                Lease? lease =
                    await _store.Leases.AcquireAsync(
                        new LeaseRequest(new LeaseId("shop", "job"), $"process-{(i + (minute / 3)) % 10}", TimeSpan.FromMinutes(2)),
                        default);
                if (lease is not null)
                {
                    (await processes[(i + (minute / 3)) % 10].RunAsync(lease.Token)).Should().BeEmpty();
                }
            }

            _time.Advance(TimeSpan.FromMinutes(1));
        }

        _phone.Told.Should().Equal($"checkout {Fast} Fired");
    }

    [Fact]
    public async Task Two_processes_that_both_believe_in_their_lease_fire_one_alert()
    {
        AlertEvaluator[] processes = [Evaluator(), Evaluator()];
        _budgets.See("checkout", AlertCondition.Met, Fast);
        _store.Controls[StorageRoles.Documents].Yields = true;
        for (int minute = 0; minute < 10; minute++)
        {
            await Task.WhenAll(processes[0].RunAsync(1).AsTask(), processes[1].RunAsync(1).AsTask());
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        _phone.Calls.Select(call => (call.AlertId, call.Kind))
            .Distinct()
            .Should()
            .ContainSingle("whoever hears it twice knows it by its id");
    }

    [Fact]
    public async Task A_process_with_an_old_token_leaves_all_to_the_newer_one()
    {
        _budgets.See("checkout", AlertCondition.Met, Fast);
        await Evaluator().RunAsync(5);
        _time.Advance(TimeSpan.FromMinutes(1));
        _budgets.See("checkout", AlertCondition.NotMet);
        _budgets.See("search", AlertCondition.NotMet);
        AlertEvaluator late = Evaluator();
        for (int minute = 0; minute < 10; minute++)
        {
            await late.RunAsync(4);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        (await late.GetCurrentAsync()).Single(one => one.Slo == "checkout" && one.Rule == Fast).State.Should().Be(AlertState.Firing);
        _phone.Told.Should().Equal($"checkout {Fast} Fired");
    }

    [Fact]
    public async Task A_process_that_dies_between_deciding_and_telling_is_followed_by_one_that_tells_with_the_same_id()
    {
        _budgets.See("checkout", AlertCondition.Met, Fast);
        using var killed = new CancellationTokenSource();
        string? decided = null;
        _phone.Trouble = async (notification, _) =>
        {
            decided = notification.AlertId;
            await killed.CancelAsync();
            throw new OperationCanceledException("The process ends here.");
        };
        await FluentActions.Awaiting(async () => await Evaluator().RunAsync(1, killed.Token))
            .Should()
            .ThrowAsync<OperationCanceledException>();

        _phone.Trouble = null;
        _time.Advance(TimeSpan.FromMinutes(1));
        await Look(Evaluator(), token: 2);

        _phone.Calls.Should().ContainSingle().Which.AlertId.Should().Be(decided);
    }

    [Theory]
    [InlineData(ChaosFault.BeforeApply)]
    [InlineData(ChaosFault.AfterApply)]
    public async Task Whatever_call_to_the_store_fails_the_alert_is_delivered_and_is_once_in_the_history(ChaosFault kind)
    {
        for (int failing = 0; failing < 12; failing++)
        {
            var inner = new InMemoryStore(_time);
            using var store = new ChaosStore(inner);
            var phone = new Phone();
            var budgets = new ScriptedBudgets(_time, Slo("checkout"));
            budgets.See("checkout", AlertCondition.Met, Fast);
            var evaluator = new AlertEvaluator(budgets.Budgets, store.Documents, store.Events, [phone], null, _time);
            foreach (StorageRoles role in (StorageRoles[])[StorageRoles.Documents, StorageRoles.Events])
            {
                store.Controls[role].Next([.. Enumerable.Repeat(ChaosFault.None, failing / 2), kind]);
            }

            for (int round = 0; round < 6; round++)
            {
                try
                {
                    await evaluator.RunAsync(1);
                }
                catch (StoreException)
                {
                    // No states could be read or written in this round.
                }

                _time.Advance(TimeSpan.FromMinutes(1));
            }

            phone.Calls.Select(call => call.AlertId).Distinct().Should().ContainSingle();
            (await inner.Events.GetLastPositionAsync(new StreamId("shop", "alerts"), default)).Should().Be(1);
        }
    }

    [Fact]
    public async Task A_slower_rule_is_silent_while_a_faster_one_fires_and_notifies_when_it_fires_alone()
    {
        AlertEvaluator evaluator = Evaluator();
        _budgets.See("checkout", AlertCondition.Met, Fast, Slow);
        await Look(evaluator);
        _phone.Told.Should().Equal($"checkout {Fast} Fired");
        (await evaluator.GetCurrentAsync())
            .Single(one => one.Slo == "checkout" && one.Rule == Slow)
            .Should()
            .BeEquivalentTo(new { State = AlertState.Firing, SuppressedBy = Fast });
        (await evaluator.GetHistoryAsync("shop", 10)).Should().HaveCount(2, "the history hides nothing");

        _budgets.See("checkout", AlertCondition.NotMet, Fast);
        await Look(evaluator, minutes: 7);
        _phone.Told.Should().Equal($"checkout {Fast} Fired", $"checkout {Fast} Resolved", $"checkout {Slow} Fired");

        _budgets.See("checkout", AlertCondition.NotMet);
        await Look(evaluator, minutes: 7);
        _phone.Told.Should().HaveCount(4).And.Subject.Last().Should().Be($"checkout {Slow} Resolved");
        (await evaluator.GetHistoryAsync("shop", 10)).Should().HaveCount(4, "fired twice and resolved twice");
    }

    [Fact]
    public async Task A_suppressed_alert_that_ends_unheard_ends_unheard()
    {
        AlertEvaluator evaluator = Evaluator();
        _budgets.See("checkout", AlertCondition.Met, Fast, Slow);
        await Look(evaluator);
        _budgets.See("checkout", AlertCondition.NotMet, Slow);
        await Look(evaluator, minutes: 7);
        _phone.Told.Should().Equal($"checkout {Fast} Fired");
    }

    [Fact]
    public async Task A_ticket_never_silences_a_page()
    {
        var budgets = new ScriptedBudgets(_time, Slo("checkout") with
        {
            Alerts =
            [
                new BurnRateRule(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 2, AlertSeverity.Ticket),
                new BurnRateRule(TimeSpan.FromHours(6), TimeSpan.FromMinutes(30), 6, AlertSeverity.Page),
            ],
        });
        budgets.See("checkout", AlertCondition.Met);
        await Look(new AlertEvaluator(budgets.Budgets, _store.Documents, _store.Events, [_phone], null, _time));
        _phone.Told.Should().Equal($"checkout {Fast} Fired", $"checkout {Slow} Fired");
    }

    [Fact]
    public async Task Missing_data_neither_fires_nor_resolves()
    {
        AlertEvaluator evaluator = Evaluator();
        _budgets.See("checkout", AlertCondition.Met, Fast);
        await Look(evaluator);
        _budgets.See("checkout", AlertCondition.NoData);
        await Look(evaluator, minutes: 60);

        AlertStatus status = (await evaluator.GetCurrentAsync()).Single(one => one.Slo == "checkout" && one.Rule == Fast);
        (status.State, status.ClearsWhen)
            .Should()
            .Be((AlertState.Firing, "There are no measurements: the alert neither fires nor resolves until there are."));
        _phone.Calls.Should().ContainSingle();
    }

    [Fact]
    public async Task A_rule_that_is_removed_while_it_fires_resolves_and_says_why()
    {
        _budgets.See("checkout", AlertCondition.Met, Fast);
        await Look(Evaluator());
        var without = new ScriptedBudgets(
            _time,
            Slo("checkout") with { Alerts = [.. Slo("checkout").Alerts.Where(rule => rule.Name != Fast)] });
        var newer = new AlertEvaluator(without.Budgets, _store.Documents, _store.Events, [_phone], null, _time);
        await Look(newer, token: 2);

        _phone.Calls.Should().HaveCount(2);
        _phone.Calls[1]
            .Should()
            .BeEquivalentTo(
                new
                {
                    _phone.Calls[0].AlertId,
                    Kind = AlertTransitionKind.Resolved,
                    ClearsWhen = "The rule was removed from the objective."
                });
    }

    [Fact]
    public async Task A_fault_of_one_objective_leaves_the_others_judged()
    {
        _budgets.Faults["checkout"] = new StoreException("What the store has of checkout is damaged.", isTransient: false);
        _budgets.See("search", AlertCondition.Met, Fast);
        (await Evaluator().RunAsync(1)).Should().ContainSingle().Which.Should().BeOfType<StoreException>();
        _phone.Told.Should().Equal($"search {Fast} Fired");
    }

    [Fact]
    public async Task A_store_of_series_that_is_away_is_asked_once_and_not_once_for_each_objective()
    {
        _budgets.Faults["checkout"] = new StoreException("The store is away.", isTransient: true);
        (await Evaluator().RunAsync(1)).Should().HaveCount(2).And.AllBeOfType<StoreException>();
        await _budgets.Budgets.ReceivedWithAnyArgs(1).GetAlertReadingsByNameAsync(default!);
    }

    [Fact]
    public async Task An_unavailable_store_is_reported_and_the_alert_fires_when_it_is_back()
    {
        AlertEvaluator evaluator = Evaluator();
        _budgets.See("checkout", AlertCondition.Met, Fast);
        _store.Controls[StorageRoles.Documents].IsDown = true;
        await FluentActions.Awaiting(async () => await evaluator.RunAsync(1)).Should().ThrowAsync<StoreException>();
        _phone.Calls.Should().BeEmpty("what is not stored is not told");

        _store.Controls[StorageRoles.Documents].IsDown = false;
        await Look(evaluator);
        _phone.Told.Should().Equal($"checkout {Fast} Fired");
    }

    [Fact]
    public async Task A_history_that_is_away_keeps_nobody_from_being_told_and_is_written_later()
    {
        AlertEvaluator evaluator = Evaluator();
        _budgets.See("checkout", AlertCondition.Met, Fast);
        _store.Controls[StorageRoles.Events].IsDown = true;
        (await evaluator.RunAsync(1)).Should().ContainSingle().Which.Should().BeOfType<StoreException>();
        _phone.Told.Should().Equal($"checkout {Fast} Fired");

        _time.Advance(TimeSpan.FromMinutes(1));
        _store.Controls[StorageRoles.Events].IsDown = false;
        await Look(evaluator, minutes: 3);
        _phone.Calls.Should().ContainSingle();
        (await evaluator.GetHistoryAsync("shop", 10)).Should().Equal(_phone.Calls[0]);
    }

    [Fact]
    public async Task A_document_of_a_newer_library_is_left_alone_and_named()
    {
        await _store.Documents.PutAsync(DocumentWrite.Create(new DocumentId("shop", "alerts", "checkout"), """{"v":9}"""), default);
        IReadOnlyList<Exception> faults = await Evaluator().RunAsync(1);
        faults.Should().ContainSingle().Which.Message.Should().Contain("alerts/checkout").And.Contain("format 9").And.Contain("up to 1");
        (await _store.Documents.GetAsync(new DocumentId("shop", "alerts", "checkout"), default))!.Json.Should().Contain("9");
    }

    [Fact]
    public async Task An_alert_that_was_unknown_is_known_from_the_first_round_with_data_on()
    {
        AlertEvaluator evaluator = Evaluator();
        _budgets.See("checkout", AlertCondition.NoData, Fast);
        await Look(evaluator);
        (await evaluator.GetCurrentAsync()).Where(one => one.Slo == "checkout" && one.Rule == Fast)
            .Should().ContainSingle().Which.State.Should().Be(AlertState.Unknown);
        _budgets.See("checkout", AlertCondition.NotMet, Fast);
        await Look(evaluator);
        (await evaluator.GetCurrentAsync()).Where(one => one.Slo == "checkout" && one.Rule == Fast)
            .Should().ContainSingle().Which.State.Should().Be(AlertState.Inactive);
    }

    [Fact]
    public async Task A_quiet_objective_is_written_once_in_ten_minutes()
    {
        AlertEvaluator evaluator = Evaluator();
        await Look(evaluator, minutes: 1);
        ETag written = (await _store.Documents.GetAsync(new DocumentId("shop", "alerts", "checkout"), default))!.ETag;
        await Look(evaluator, minutes: 9);
        (await _store.Documents.GetAsync(new DocumentId("shop", "alerts", "checkout"), default))!.ETag.Should().Be(written);
        await Look(evaluator, minutes: 1);
        (await _store.Documents.GetAsync(new DocumentId("shop", "alerts", "checkout"), default))!.ETag.Should().NotBe(written);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\r\nb")]
    public void A_notifier_without_a_legal_name_is_rejected(string name) =>
        FluentActions.Invoking(() => new AlertEvaluator(_budgets.Budgets, _store.Documents, _store.Events, [new Phone(name)]))
            .Should().Throw<ArgumentException>().WithMessage("A name must*");

    [Fact]
    public void Two_notifiers_of_one_name_are_rejected() =>
        FluentActions.Invoking(() => new AlertEvaluator(_budgets.Budgets, _store.Documents, _store.Events, [new Phone(), new Phone()]))
            .Should().Throw<ArgumentException>().WithMessage("*'phone'*");

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task A_history_of_an_impossible_length_is_rejected(int count) =>
        await FluentActions.Awaiting(async () => await Evaluator().GetHistoryAsync("shop", count))
            .Should()
            .ThrowAsync<ArgumentOutOfRangeException>()
            .WithMessage("*1 to 1000*");

    [Fact]
    public async Task A_service_and_an_objective_with_the_longest_names_have_a_history()
    {
        string name = new('x', 200);
        var budgets = new ScriptedBudgets(_time, SloDefinition.Availability(name, 99.9m) with { Service = name });
        budgets.See(name, AlertCondition.Met, Fast);
        var evaluator = new AlertEvaluator(budgets.Budgets, _store.Documents, _store.Events, [_phone], null, _time);
        (await evaluator.RunAsync(1)).Should().BeEmpty();
        (await evaluator.GetHistoryAsync(name, 10)).Should().ContainSingle().Which.Slo.Should().Be(name);
    }

    private static SloDefinition Slo(
        string name,
        decimal target = 99.9m) => SloDefinition.Availability(name, target) with { Service = "shop" };

    private AlertEvaluator Evaluator() => new(_budgets.Budgets, _store.Documents, _store.Events, [_phone], null, _time);

    private async Task Look(AlertEvaluator evaluator, int minutes = 1, long token = 1)
    {
        for (int i = 0; i < minutes; i++)
        {
            (await evaluator.RunAsync(token)).Should().BeEmpty();
            _time.Advance(TimeSpan.FromMinutes(1));
        }
    }
}
