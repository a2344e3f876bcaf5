using Microsoft.Extensions.Time.Testing;
using Reliability.Alerting;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Alerting;

/// <summary>Notifiers that fail or hang: they are told again, given up in the end, and delay nobody.</summary>
public sealed class NotifierTests : IDisposable
{
    private const string Fast = "burn-1h-5m";
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Now);
    private readonly InMemoryStore _store = new();
    private readonly Phone _phone = new();
    private readonly Phone _broken = new("broken");
    private readonly ScriptedBudgets _budgets;
    private readonly AlertEvaluator _evaluator;

    public NotifierTests()
    {
        _budgets = new ScriptedBudgets(
            _time,
            SloDefinition.Availability("checkout", 99.9m) with { Service = "shop" },
            SloDefinition.Availability("search", 99.9m) with { Service = "shop" });
        _evaluator = new AlertEvaluator(
            _budgets.Budgets,
            _store.Documents,
            _store.Events,
            [_broken, _phone],
            new AlertBehavior { ResolveAfter = TimeSpan.Zero },
            _time);
        _budgets.See("checkout", AlertCondition.Met, Fast);
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_notifier_that_fails_is_tried_eight_times_with_pauses_that_double_and_then_given_up_in_sight()
    {
        List<double> tried = [];
        _broken.Trouble = (_, _) =>
        {
            tried.Add((_time.GetUtcNow() - Now).TotalSeconds);
            throw new InvalidOperationException("no dial tone");
        };
        IReadOnlyList<Exception> faults = await _evaluator.RunAsync(1);
        faults.Should()
            .ContainSingle().Which.Message
            .Should()
            .Contain("'broken'").And
            .Contain("'checkout'").And
            .Contain("8 times").And
            .Contain("no dial tone");
        for (int i = 0; i < 200; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await _evaluator.RunAsync(1);
        }

        tried.Should().Equal(0, 10, 30, 70, 150, 310, 630, 1230);
        (await _evaluator.GetUndeliveredAsync()).Should().Equal(new UndeliveredNotification
        {
            Notifier = "broken",
            Notification = _phone.Calls[0],
            GivenUpAt = Now.AddSeconds(1230),
        });
        _phone.Told.Should().Equal([$"checkout {Fast} Fired"], "the other one was told once, and at once");
    }

    [Fact]
    public async Task A_notifier_that_recovers_hears_everything_in_order()
    {
        _broken.Trouble = (_, _) => throw new InvalidOperationException();
        await _evaluator.RunAsync(1);
        _time.Advance(TimeSpan.FromSeconds(5));
        _budgets.See("checkout", AlertCondition.NotMet);
        await _evaluator.RunAsync(1);
        _broken.Trouble = null;
        _time.Advance(TimeSpan.FromSeconds(10));
        await _evaluator.RunAsync(1);

        _broken.Told.Should().Equal($"checkout {Fast} Fired", $"checkout {Fast} Resolved");
        (await _evaluator.GetUndeliveredAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_notifier_that_hangs_and_ignores_its_token_is_left_behind_after_ten_seconds_and_others_hear_at_once()
    {
        _budgets.See("search", AlertCondition.Met, Fast);
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int calls = 0;
        _broken.Trouble = (_, _) =>
        {
            Interlocked.Increment(ref calls);
            entered.TrySetResult();
            return new TaskCompletionSource().Task;
        };

        Task<IReadOnlyList<Exception>> run = _evaluator.RunAsync(1).AsTask();
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(30));
        while (!run.IsCompleted)
        {
            _time.Advance(AlertEvaluator.NotifyTimeout / 100);
            await Task.Yield();
        }

        (await run).Should().ContainSingle().Which.InnerException.Should().BeOfType<TimeoutException>();
        calls.Should().Be(1, "who hangs is waited for once in a run, however many objectives have something to tell");
        _phone.Told.Should().BeEquivalentTo($"checkout {Fast} Fired", $"search {Fast} Fired");
    }

    [Fact]
    public async Task A_notifier_that_blocks_its_thread_delays_nobody_else()
    {
        using var released = new ManualResetEventSlim();
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _broken.Trouble = (_, _) =>
        {
            released.Wait(TimeSpan.FromSeconds(60), CancellationToken.None);
            return Task.CompletedTask;
        };
        _phone.Trouble = (_, _) =>
        {
            heard.TrySetResult();
            return Task.CompletedTask;
        };

        Task<IReadOnlyList<Exception>> run = _evaluator.RunAsync(1).AsTask();
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(30));
        released.Set();
        (await run).Should().BeEmpty();
        _broken.Calls.Should().ContainSingle();
    }

    [Fact]
    public async Task A_notifier_that_is_away_while_much_happens_keeps_the_document_small()
    {
        _broken.Trouble = (_, _) => throw new InvalidOperationException();
        for (int i = 0; i < 600; i++)
        {
            _budgets.See("checkout", i % 2 == 0 ? AlertCondition.Met : AlertCondition.NotMet, Fast);
            await _evaluator.RunAsync(1);
            _time.Advance(TimeSpan.FromSeconds(30));
        }

        _phone.Calls.Should().HaveCount(600);
        (await _evaluator.GetUndeliveredAsync()).Should().HaveCount(100).And.BeInDescendingOrder(one => one.GivenUpAt);
        (await _store.Documents.GetAsync(new DocumentId("shop", "alerts", "checkout"), default))!.Json.Length.Should().BeLessThan(200_000);
    }

    [Fact]
    public async Task What_waits_for_a_notifier_that_this_process_does_not_have_is_given_up_in_sight_after_as_many_attempts()
    {
        _broken.Trouble = (_, _) => throw new InvalidOperationException();
        _budgets.See("search", AlertCondition.Met, Fast);
        await _evaluator.RunAsync(1);
        var without = new AlertEvaluator(_budgets.Budgets, _store.Documents, _store.Events, [_phone], null, _time);
        List<string> faults = [];
        for (int i = 0; i < 200; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            faults.AddRange((await without.RunAsync(2)).Select(fault => fault.Message));
        }

        faults.Should()
            .HaveCount(15, "eight attempts for each objective, one of which the first process made")
            .And.OnlyContain(fault => fault.Contains("'broken'", StringComparison.Ordinal)
                && fault.Contains("has no notifier", StringComparison.Ordinal));
        (await without.GetUndeliveredAsync()).Select(one => (one.Notifier, one.Notification.Slo))
            .Should()
            .BeEquivalentTo([("broken", "checkout"), ("broken", "search")]);
        _phone.Calls.Should().HaveCount(2);
    }

    [Fact]
    public async Task What_waits_for_a_notifier_that_a_process_did_not_have_is_told_by_the_next_that_has_it()
    {
        _broken.Trouble = (_, _) => throw new InvalidOperationException();
        await _evaluator.RunAsync(1);
        var without = new AlertEvaluator(_budgets.Budgets, _store.Documents, _store.Events, [_phone], null, _time);
        _time.Advance(TimeSpan.FromMinutes(1));
        await without.RunAsync(2);
        _broken.Trouble = null;
        _time.Advance(TimeSpan.FromMinutes(1));

        (await _evaluator.RunAsync(3)).Should().BeEmpty();

        _broken.Told.Should().Equal($"checkout {Fast} Fired");
        _phone.Calls.Should().ContainSingle();
    }
}
