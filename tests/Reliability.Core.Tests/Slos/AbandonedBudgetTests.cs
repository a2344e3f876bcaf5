using Microsoft.Extensions.Time.Testing;
using Reliability.Recording;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

/// <summary>Events that ended before they could be judged are counted apart, and are no data where nothing else happened.</summary>
public sealed class AbandonedBudgetTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new(Start);
    private readonly InMemoryStore _store;
    private ReliabilityRecorder? _recorder;

    public AbandonedBudgetTests() => _store = new InMemoryStore(_clock);

    [Fact]
    public async Task A_process_that_only_reads_sees_how_many_left_and_its_gate_warns()
    {
        SloDefinition slo = SloDefinition.Availability("web", 99m);
        await RecordAsync(slo, abandoned: 10);
        var budgets = new ErrorBudgets(_store.Series, [slo], _clock);

        BudgetStatus status = await budgets.GetStatusAsync("web");
        status.Should().BeEquivalentTo(new { State = BudgetState.NoData, Reason = "10 clients left before an answer.", Total = 0m });
        (await budgets.ReplayAsync("web", _clock.GetUtcNow())).Reason.Should().Be(status.Reason);
        GateDecision gate = ReleaseGate.Decide(await budgets.GetReportsAsync(), _clock.GetUtcNow());
        gate.Verdict.Should().Be(GateVerdict.Warn);
        gate.Reasons.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Code = GateReasonCodes.NoData, Message = status.Reason });
    }

    [Theory]
    [InlineData(100, 0, "100 events failed, and a latency objective counts only what succeeds.")]
    [InlineData(1, 2, "1 event failed, and a latency objective counts only what succeeds. 2 clients left before an answer.")]
    public async Task Latency_of_which_everything_failed_is_no_data_with_the_number_of_failures(int failed, int left, string reason)
    {
        SloDefinition slo = SloDefinition.Latency("web", TimeSpan.FromSeconds(1), 99m);
        await RecordAsync(slo, left, recorder => recorder.Failed("web").Record(good: 0, bad: failed));
        var budgets = new ErrorBudgets(_store.Series, [slo], _clock);

        (await budgets.GetStatusAsync("web")).Should().BeEquivalentTo(new { State = BudgetState.NoData, Reason = reason, Total = 0m });
        ReleaseGate.Decide(await budgets.GetReportsAsync(), _clock.GetUtcNow()).Verdict.Should().Be(GateVerdict.Warn);
        _recorder!.GetTotals().Should().ContainSingle().Which.Should().BeEquivalentTo(new { Good = 0L, Bad = 0L });
    }

    [Theory]
    [InlineData(MissingSlice.Good, BudgetState.NoData)]
    [InlineData(MissingSlice.Exclude, BudgetState.NoData)]
    [InlineData(MissingSlice.Bad, BudgetState.Exhausted)]
    public async Task Slices_that_nobody_was_served_in_are_no_pass(MissingSlice missing, BudgetState state)
    {
        SloDefinition slo = SloDefinition.Availability("web", 99m) with
        {
            Window = new RollingWindow(TimeSpan.FromDays(7)),
            Budgeting = new TimeSliceBudgeting(TimeSpan.FromMinutes(1), 99m, missing, minCoverageShare: 0),
        };
        await RecordAsync(slo, abandoned: 10);

        (await new ErrorBudgets(_store.Series, [slo], _clock).GetStatusAsync("web")).State.Should().Be(state);
    }

    [Fact]
    public async Task What_was_abandoned_changes_neither_a_budget_with_events_nor_the_totals_of_an_objective()
    {
        SloDefinition slo = SloDefinition.Latency("web", TimeSpan.FromSeconds(1), 99m);
        await RecordAsync(slo, abandoned: 10, record: recorder => recorder.Latencies("web").Record(TimeSpan.FromMilliseconds(1)));

        (await new ErrorBudgets(_store.Series, [slo], _clock).GetStatusAsync("web"))
            .Should().BeEquivalentTo(new { State = BudgetState.Healthy, Total = 1m, Reason = (string?)null });
        _recorder!.GetTotals().Should().ContainSingle().Which.Should().BeEquivalentTo(new { Good = 1L, Bad = 0L });
        _recorder.GetStatistics().Should().BeEquivalentTo(new { Recorded = 11L, Flushed = 11L, Pending = 0L });
    }

    public async ValueTask DisposeAsync()
    {
        if (_recorder is not null)
        {
            await _recorder.DisposeAsync();
        }

        _store.Dispose();
    }

    private async Task RecordAsync(SloDefinition slo, int abandoned, Action<ReliabilityRecorder>? record = null)
    {
        _recorder = new ReliabilityRecorder(_store.Series, [slo.Series], timeProvider: _clock);
        _recorder.AddFeed("web", FeedKinds.Requests, "requests of any route").Connect();
        OutcomeRecorder left = _recorder.Abandoned("web");
        for (int i = 0; i < abandoned; i++)
        {
            left.Record(good: false);
        }

        record?.Invoke(_recorder);
        await _recorder.FlushAsync();
        _clock.Advance(TimeSpan.FromMinutes(10));
        await _recorder.FlushAsync();
    }
}
