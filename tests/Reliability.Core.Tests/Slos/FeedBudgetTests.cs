using Microsoft.Extensions.Time.Testing;
using Reliability.Recording;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

public sealed class FeedBudgetTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new(Start);
    private readonly InMemoryStore _store;
    private ReliabilityRecorder? _recorder;

    public FeedBudgetTests() => _store = new InMemoryStore(_clock);

    [Fact]
    public async Task A_feed_that_was_never_heard_is_no_data_and_the_gate_warns_and_names_it()
    {
        ErrorBudgets budgets = Create(Objective());
        _recorder!.AddFeed("db", FeedKinds.Meter, "instrument a of meter b");
        await PassAsync(TimeSpan.FromMinutes(10));

        BudgetStatus status = await budgets.GetStatusAsync("db");
        status.State.Should().Be(BudgetState.NoData);
        status.Reason.Should().Contain("instrument a of meter b");
        status.Feeds.Should().ContainSingle().Which.State.Should().Be(FeedState.NeverHeard);
        GateDecision gate = ReleaseGate.Decide(await budgets.GetReportsAsync(), _clock.GetUtcNow());
        gate.Verdict.Should().Be(GateVerdict.Warn);
        gate.Reasons.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Code = GateReasonCodes.NeverHeard, Slo = "db" })
            .And.Match<GateReason>(reason => reason.Message.Contains("instrument a of meter b", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_quiet_of_a_connected_feed_is_no_traffic_and_the_gate_allows()
    {
        ErrorBudgets budgets = Create(Objective());
        _recorder!.AddFeed("db", FeedKinds.Meter, "instrument a of meter b").Connect();
        await PassAsync(TimeSpan.FromMinutes(10));

        (await budgets.GetStatusAsync("db")).State.Should().Be(BudgetState.NoTraffic);
        ReleaseGate.Decide(await budgets.GetReportsAsync(), _clock.GetUtcNow()).Verdict.Should().Be(GateVerdict.Allow);
    }

    [Fact]
    public async Task An_objective_that_nothing_feeds_is_no_data_and_the_gate_says_so()
    {
        ErrorBudgets budgets = Create(Objective());
        await PassAsync(TimeSpan.FromMinutes(10));

        (await budgets.GetStatusAsync("db")).Should().BeEquivalentTo(new { State = BudgetState.NoData })
            .And.Match<BudgetStatus>(status => status.Reason!.StartsWith("Nothing feeds the objective", StringComparison.Ordinal));
        ReleaseGate.Decide(await budgets.GetReportsAsync(), _clock.GetUtcNow()).Reasons.Should().ContainSingle()
            .Which.Code.Should().Be(GateReasonCodes.NeverHeard);
    }

    [Fact]
    public async Task A_feed_that_was_never_heard_is_named_beside_the_events_of_another_one()
    {
        ErrorBudgets budgets = Create(Objective());
        _recorder!.AddFeed("db", FeedKinds.Meter, "instrument a of meter b");
        _recorder.Outcomes("db").Record(good: 1_000, bad: 0);
        await _recorder.FlushAsync();

        (await budgets.GetStatusAsync("db")).State.Should().Be(BudgetState.Healthy);
        ReleaseGate.Decide(await budgets.GetReportsAsync(), _clock.GetUtcNow()).Reasons.Should().ContainSingle()
            .Which.Should().BeEquivalentTo(new { Verdict = GateVerdict.Warn, Code = GateReasonCodes.NeverHeard });
    }

    [Fact]
    public async Task A_process_that_only_reads_believes_what_another_one_measured()
    {
        Create(Objective());
        _recorder!.Outcomes("db");
        await PassAsync(TimeSpan.FromMinutes(1));
        await using var reader = new ReliabilityRecorder(_store.Series, [Objective().Series], timeProvider: _clock);
        var budgets = new ErrorBudgets(_store.Series, [Objective()], _clock, feeds: reader.GetFeeds);

        (await budgets.GetStatusAsync("db")).State.Should().Be(BudgetState.NoTraffic);
        ReleaseGate.Decide(await budgets.GetReportsAsync(), _clock.GetUtcNow()).Verdict.Should().Be(GateVerdict.Allow);
    }

    [Fact]
    public async Task Silence_that_is_longer_than_expected_is_no_data_until_events_arrive()
    {
        ErrorBudgets budgets = Create(Objective() with { ExpectsEventsWithin = TimeSpan.FromMinutes(5) });
        _recorder!.Outcomes("db").Record(good: 1_000, bad: 1);
        await PassAsync(TimeSpan.FromMinutes(5));
        (await budgets.GetStatusAsync("db")).State.Should().Be(BudgetState.Healthy);

        await PassAsync(TimeSpan.FromMinutes(1));
        BudgetStatus silent = await budgets.GetStatusAsync("db");
        silent.State.Should().Be(BudgetState.NoData);
        silent.Reason.Should().Contain("no events for 5m");
        ReleaseGate.Decide(await budgets.GetReportsAsync(), _clock.GetUtcNow()).Reasons.Should().ContainSingle()
            .Which.Code.Should().Be(GateReasonCodes.NoData);

        _recorder.Outcomes("db").Record(good: true);
        await _recorder.FlushAsync();
        (await budgets.GetStatusAsync("db")).State.Should().Be(BudgetState.Healthy);
    }

    [Fact]
    public async Task A_feed_that_has_just_connected_has_the_time_in_which_events_are_expected()
    {
        ErrorBudgets budgets = Create(Objective() with { ExpectsEventsWithin = TimeSpan.FromMinutes(5) });
        Feed feed = _recorder!.AddFeed("db", FeedKinds.Meter, "instrument a of meter b");
        await PassAsync(TimeSpan.FromMinutes(10));
        feed.Connect();
        await PassAsync(TimeSpan.FromMinutes(4));
        (await budgets.GetStatusAsync("db")).State.Should().Be(BudgetState.NoTraffic);
        await PassAsync(TimeSpan.FromMinutes(1));
        (await budgets.GetStatusAsync("db")).State.Should().Be(BudgetState.NoData);
    }

    [Fact]
    public async Task Silence_does_not_hide_a_budget_that_is_spent()
    {
        ErrorBudgets budgets = Create(Objective() with { ExpectsEventsWithin = TimeSpan.FromMinutes(5) });
        _recorder!.Outcomes("db").Record(good: 0, bad: 10);
        await PassAsync(TimeSpan.FromMinutes(30));
        (await budgets.GetStatusAsync("db")).State.Should().Be(BudgetState.Exhausted);
    }

    [Fact]
    public async Task Silence_within_an_excluded_time_is_expected()
    {
        SloDefinition slo = Objective() with { ExpectsEventsWithin = TimeSpan.FromMinutes(5) };
        var ledger = new BudgetLedger(_store.Series, _store.Documents, _store.Events, [slo], _clock);
        _recorder = new ReliabilityRecorder(_store.Series, [slo.Series], timeProvider: _clock);
        var budgets = new ErrorBudgets(_store.Series, [slo], _clock, corrections: ledger, feeds: _recorder.GetFeeds);
        _recorder.Outcomes("db").Record(good: 1_000, bad: 0);
        await ledger.ExcludeAsync(new BudgetExclusion
        {
            Id = "upgrade",
            Slo = "db",
            By = "ada",
            Reason = "The database is upgraded.",
            From = Start.AddMinutes(10),
            To = Start.AddMinutes(20),
        });
        await PassAsync(TimeSpan.FromMinutes(20));
        (await budgets.GetStatusAsync("db")).State.Should().Be(BudgetState.Healthy);
        await PassAsync(TimeSpan.FromMinutes(6));
        (await budgets.GetStatusAsync("db")).State.Should().Be(BudgetState.NoData);
    }

    [Fact]
    public void An_expectation_is_a_minute_or_more_and_at_most_what_is_kept_in_minutes()
    {
        SloDefinition slo = SloBuilder.Create("db", s => s.Availability(99m).ExpectsEvents(TimeSpan.FromMinutes(5)));
        slo.ExpectsEventsWithin.Should().Be(TimeSpan.FromMinutes(5));
        slo.Describe().Should().EndWith("; events expected within 5m");
        slo.Should().NotBe(slo with { ExpectsEventsWithin = null });
        FluentActions.Invoking(() => slo with { ExpectsEventsWithin = TimeSpan.FromSeconds(59) })
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*minute or more*");
        new SloSet([slo with { ExpectsEventsWithin = TimeSpan.FromDays(9) }]).Validate()
            .Should().ContainSingle().Which.Should().Contain("'db' expects events within 9d");
    }

    public async ValueTask DisposeAsync()
    {
        if (_recorder is not null)
        {
            await _recorder.DisposeAsync();
        }

        _store.Dispose();
    }

    private static SloDefinition Objective() =>
        SloDefinition.Availability("db", 99m) with { Window = SloWindow.Rolling(TimeSpan.FromDays(1)) };

    private ErrorBudgets Create(SloDefinition slo)
    {
        _recorder = new ReliabilityRecorder(_store.Series, [slo.Series], timeProvider: _clock);
        return new ErrorBudgets(_store.Series, [slo], _clock, feeds: _recorder.GetFeeds);
    }

    private async Task PassAsync(TimeSpan time)
    {
        for (TimeSpan passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMinutes(1))
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        await _recorder!.FlushAsync();
    }
}
