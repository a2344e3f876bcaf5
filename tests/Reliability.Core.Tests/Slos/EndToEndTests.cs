using Microsoft.Extensions.Time.Testing;
using Reliability.Recording;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

/// <summary>Recorder, store and budgets together under a clock that the test turns.</summary>
public sealed class EndToEndTests
{
    private static readonly RecorderOptions NoQuietMinutes = new() { RecordQuietMinutes = false };

    [Fact]
    public async Task An_objective_of_90_days_fills_is_spent_and_recovers_as_errors_leave_its_window()
    {
        SloDefinition slo = SloDefinition.Availability("a", 99m) with { Window = SloWindow.Rolling(TimeSpan.FromDays(90)) };
        var time = new FakeTimeProvider(Bucket.Monday);
        var store = new InMemorySeriesStore();
        var budgets = new ErrorBudgets(store, [slo], time);
        await using var recorder = new ReliabilityRecorder(store, [slo.Series], NoQuietMinutes, time);

        async Task RunAsync(int days, int badPerHour)
        {
            for (int hour = 0; hour < days * 24; hour++)
            {
                recorder.Outcomes("a").Record(good: 1000 - badPerHour, bad: badPerHour);
                await recorder.FlushAsync();
                time.Advance(TimeSpan.FromHours(1));
            }
        }

        (await budgets.GetStatusAsync("a")).State.Should().Be(BudgetState.NoData);
        await RunAsync(days: 80, badPerHour: 0);
        (await budgets.GetStatusAsync("a"))
            .Should()
            .BeEquivalentTo(new { State = BudgetState.Healthy, Total = 80 * 24_000m, Consumed = 0m });

        await RunAsync(days: 10, badPerHour: 95);
        BudgetStatus spent = await budgets.GetStatusAsync("a");
        (spent.State, spent.Bad, spent.Allowed).Should().Be((BudgetState.Exhausted, 22_800m, 21_600m));
        ReleaseGate.Decide(await budgets.GetReportsAsync(), time.GetUtcNow()).Reasons
            .Should()
            .Contain(r => r.Code == GateReasonCodes.BudgetExhausted);

        await RunAsync(days: 85, badPerHour: 0);
        BudgetStatus recovered = await budgets.GetStatusAsync("a");
        (recovered.State, recovered.Total, recovered.Bad)
            .Should()
            .Be((BudgetState.Healthy, 90 * 24_000m, 5 * 24 * 95m), "half of the bad days have left");
        recovered.Coverage.Should().BeGreaterThan(0.999m);
    }

    [Fact]
    public async Task A_month_in_Berlin_starts_anew_at_local_midnight_and_has_an_hour_less_in_March()
    {
        SloDefinition slo =
            SloDefinition.Availability("a", 99m) with { Window = SloWindow.Calendar(CalendarPeriod.Month, "Europe/Berlin"), Alerts = [] };
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 2, 28, 22, 0, 0, TimeSpan.Zero));
        var store = new InMemorySeriesStore();
        var budgets = new ErrorBudgets(store, [slo], time);
        await using var recorder = new ReliabilityRecorder(store, [slo.Series], NoQuietMinutes, time);

        async Task<BudgetStatus> RunAsync(DateTimeOffset until)
        {
            while (time.GetUtcNow() < until)
            {
                recorder.Outcomes("a").Record(good: true);
                await recorder.FlushAsync();
                time.Advance(TimeSpan.FromHours(1));
            }

            return await budgets.GetStatusAsync("a");
        }

        // The first of March begins at 23:00 UTC, the first of April at 22:00 UTC.
        (await RunAsync(new DateTimeOffset(2026, 2, 28, 23, 0, 0, TimeSpan.Zero))).State
            .Should()
            .Be(BudgetState.NoData, "a new month has nothing yet");
        BudgetStatus last = await RunAsync(new DateTimeOffset(2026, 3, 31, 21, 0, 0, TimeSpan.Zero));
        (last.Total, last.Window.Length.TotalHours).Should().Be((742m, 743), "its last hour is still to come");
        BudgetStatus next = await RunAsync(new DateTimeOffset(2026, 3, 31, 23, 0, 0, TimeSpan.Zero));
        (next.Total, next.Window.Start).Should().Be((1m, new DateTimeOffset(2026, 3, 31, 22, 0, 0, TimeSpan.Zero)));
    }
}
