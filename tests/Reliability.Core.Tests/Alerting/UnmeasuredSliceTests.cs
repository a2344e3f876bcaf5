using Microsoft.Extensions.Time.Testing;
using Reliability.Alerting;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Alerting;

/// <summary>Silence freezes an alert once its short window is empty, and the first measurement after it makes up for it.</summary>
public sealed class UnmeasuredSliceTests : IDisposable
{
    private const int Week = 7 * 24 * 60;
    private const int Silence = 60;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly InMemoryStore _store;
    private readonly Phone _phone = new();

    public UnmeasuredSliceTests() => _store = new InMemoryStore(_time);

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task An_hour_that_nobody_measured_freezes_the_alerts_and_pages_at_the_first_judgement_after_it()
    {
        SloDefinition slo = SloDefinition.Availability("checkout", 99m) with
        {
            Service = "shop",
            Window = SloWindow.Rolling(TimeSpan.FromDays(7)),
            Budgeting = Budgeting.TimeSlices(TimeSpan.FromMinutes(1), sliceTargetPercent: 95, MissingSlice.Bad),
        };
        var evaluator = new AlertEvaluator(
            new ErrorBudgets(_store.Series, [slo], _time), _store.Documents, _store.Events, [_phone], behavior: null, _time);
        const int Measured = Week - Silence - 1;
        await MeasureAsync(batch: 1, Enumerable.Range(0, Measured));
        _time.Advance(TimeSpan.FromMinutes(Measured));
        await JudgeAsync(evaluator);
        AlertStatus[] before = [.. await evaluator.GetCurrentAsync()];
        before.Should().NotBeEmpty().And.OnlyContain(alert => alert.State == AlertState.Inactive);

        // While the short window of half an hour still holds a measured minute, the missing ones next to it count already.
        _time.Advance(TimeSpan.FromMinutes(30));
        for (int minute = 30; minute < Silence; minute += 10)
        {
            await JudgeAsync(evaluator);
            (await evaluator.GetCurrentAsync()).Where(alert => alert.Severity == AlertSeverity.Page)
                .Should().HaveCount(2).And.OnlyContain(alert => alert.State == AlertState.Inactive);
            _time.Advance(TimeSpan.FromMinutes(10));
        }

        _phone.Calls.Should().NotContain(call => call.Severity == AlertSeverity.Page, "nothing is known while nothing is measured");
        await MeasureAsync(batch: 2, [Week - 1]);
        _time.Advance(TimeSpan.FromMinutes(1));
        await JudgeAsync(evaluator);
        _phone.Calls.Should().ContainSingle(call => call.Severity == AlertSeverity.Page, "slower rules wait for the fastest one")
            .Which.Should().BeEquivalentTo(
                new { Rule = "burn-1h-5m", Kind = AlertTransitionKind.Fired, FiredAt = Start.AddMinutes(Week) });
        (await evaluator.GetCurrentAsync()).Single(alert => alert.Rule == "burn-6h-30m").Explanation.Should().Contain("16.67 over 6h");
    }

    private static async Task JudgeAsync(AlertEvaluator evaluator) => (await evaluator.RunAsync(token: 1)).Should().BeEmpty();

    private async Task MeasureAsync(long batch, IEnumerable<int> minutes) => await _store.Series.AppendAsync(
        new SeriesBatch(
            "shop",
            "producer",
            batch,
            minutes.Select(minute => new SeriesDelta("checkout", new SeriesBucket(Start.AddMinutes(minute), 10, 10)))),
        default);
}
