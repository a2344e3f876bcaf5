using Microsoft.Extensions.Time.Testing;
using Reliability.Common;
using Reliability.Statistics;
using Reliability.Storage;
using Reliability.Storage.Conformance;
using Reliability.Trends;

namespace Reliability.Core.Tests.Trends;

public sealed class AcceptanceTests : IDisposable
{
    private static readonly ChangeRequest _ana = new() { By = "ana", Reason = "new fraud check, agreed", Id = "a-1" };

    private readonly FakeTimeProvider _clock = new(Series.Monday);
    private readonly ChaosStore _store;

    public AcceptanceTests() => _store = new ChaosStore(new InMemoryStore(_clock));

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task The_trend_is_judged_on_the_points_after_an_accepted_shift_and_the_report_says_by_whom()
    {
        MetricTrends trends = await RecordAsync();
        TrendReport before = await trends.AnalyzeAsync("checkout.latency");
        before.Verdict.Should().Be(TrendVerdict.Degrading);
        MetricShift step = before.Shifts.Should().ContainSingle().Which;
        step.Acceptance.Should().BeNull();

        AcceptedShift accepted = await trends.AcceptShiftAsync("checkout.latency", step.At, _ana);
        accepted.Should().BeEquivalentTo(new
        {
            Id = "a-1",
            Service = "shop",
            Metric = "checkout.latency",
            step.At,
            step.Within,
            Kind = ShiftKind.Step,
            step.Size,
            By = "ana",
            Reason = "new fraud check, agreed",
            AcceptedAt = _clock.GetUtcNow(),
            IsInForce = true,
        });

        foreach (TrendReport report in new[] { await trends.AnalyzeAsync("checkout.latency"), (await trends.AnalyzeAllAsync())[0] })
        {
            report.Verdict.Should().Be(TrendVerdict.Stable);
            report.Points.Should().HaveCount(90, "the points before it are still shown");
            report.Baseline.Should().Be(accepted);
            report.BaselineStart.Should().Be(step.At);
            report.Shifts.Should().ContainSingle().Which.Acceptance.Should().Be(accepted);
            report.Summary.Should().StartWith("Stable: p95 shows no change over 30 days")
                .And.EndWith(" The baseline since 1 May was accepted by ana: new fraud check, agreed.");
        }

        string markdown = TrendMarkdown.Write(await trends.AnalyzeAsync("checkout.latency"));
        markdown.Should().Contain("| baseline | since 2026-05-01, accepted by ana: new fraud check, agreed |")
            .And.Contain("| step, degrading, accepted by ana |");
    }

    [Fact]
    public async Task A_plan_says_what_an_acceptance_and_its_withdrawal_would_do_and_records_nothing()
    {
        MetricTrends trends = await RecordAsync();
        DateTimeOffset at = (await trends.AnalyzeAsync("checkout.latency")).Shifts.Single().At;
        AcceptancePlan plan = await trends.PlanAcceptanceAsync("checkout.latency", at, _ana);
        (plan.Before.Verdict, plan.After.Verdict).Should().Be((TrendVerdict.Degrading, TrendVerdict.Stable));
        (await trends.GetAcceptedShiftsAsync("checkout.latency")).Should().BeEmpty();
        (await trends.AnalyzeAsync("checkout.latency")).Verdict.Should().Be(TrendVerdict.Degrading);

        AcceptedShift accepted = await trends.AcceptShiftAsync("checkout.latency", at, _ana);
        accepted.Should().Be(plan.Shift, "the plan says what is recorded");
        (await trends.Invoking(one => one.PlanAcceptanceAsync("checkout.latency", at, _ana with { Id = "a-2" }).AsTask())
            .Should().ThrowAsync<InvalidOperationException>()).WithMessage("*already accepted by ana*");

        plan = await trends.PlanWithdrawalAsync("checkout.latency", accepted.Id);
        plan.Shift.Should().Be(accepted);
        (plan.Before.Verdict, plan.After.Verdict).Should().Be((TrendVerdict.Stable, TrendVerdict.Degrading));
        (await trends.AnalyzeAsync("checkout.latency")).Verdict.Should().Be(TrendVerdict.Stable);
        await trends.Invoking(one => one.PlanWithdrawalAsync("checkout.latency", "none").AsTask())
            .Should().ThrowAsync<KeyNotFoundException>();
    }

    [Fact]
    public async Task Another_figure_keeps_its_own_verdict()
    {
        MetricTrends trends = await RecordAsync();
        await AcceptAsync(trends);
        (await trends.GetReportAsync(new TrendRequest { Metric = "checkout.latency", Figure = MetricFigure.P50 }))
            .Verdict.Should().Be(TrendVerdict.Degrading, "the step of p95 was accepted");
    }

    [Fact]
    public async Task A_later_shift_is_found_from_the_accepted_baseline_on()
    {
        MetricTrends trends = await RecordAsync(day => day >= 75 ? 0.5 : day >= 45 ? 0.4 : 0.3);
        await AcceptAsync(trends, 45);
        TrendReport report = await trends.AnalyzeAsync("checkout.latency");
        report.Verdict.Should().Be(TrendVerdict.Degrading);
        report.Shifts.Select(shift => (shift.At, shift.Acceptance is not null))
            .Should().Equal((Series.Monday.AddDays(45), true), (Series.Monday.AddDays(75), false));
        report.Summary.Should().Contain("on 16 May").And.NotContain("smaller shift").And.EndWith("agreed.");
    }

    [Fact]
    public async Task A_baseline_before_the_days_that_are_analyzed_changes_nothing()
    {
        MetricTrends trends = await RecordAsync();
        await AcceptAsync(trends);
        TrendReport report = await trends.AnalyzeAsync("checkout.latency", days: 20);
        report.Baseline.Should().BeNull();
        report.BaselineStart.Should().BeNull();
    }

    [Fact]
    public async Task A_baseline_at_the_end_has_too_few_points_for_a_verdict()
    {
        MetricTrends trends = await RecordAsync(day => day >= 86 ? 0.4 : 0.3);
        await AcceptAsync(trends, 86);
        TrendReport report = await trends.AnalyzeAsync("checkout.latency");
        report.Verdict.Should().Be(TrendVerdict.InsufficientData);
        report.Summary.Should().StartWith("Not enough data: 4 daily values; a trend needs at least 7. The baseline since");
    }

    [Fact]
    public async Task A_time_within_the_interval_of_the_shift_names_it_too()
    {
        MetricTrends trends = await RecordAsync();
        MetricShift step = (await trends.AnalyzeAsync("checkout.latency")).Shifts[0];
        (await trends.AcceptShiftAsync("checkout.latency", step.Within.Start.AddHours(1), _ana)).At.Should().Be(step.At);
    }

    [Fact]
    public async Task A_time_without_a_shift_is_rejected_with_the_shifts_that_exist()
    {
        MetricTrends trends = await RecordAsync();
        Func<Task> act = async () => await trends.AcceptShiftAsync("checkout.latency", Series.Monday.AddDays(10), _ana);
        await act.Should().ThrowAsync<ArgumentException>()
            .WithMessage("*no lasting shift at 2026-03-12T00:00:00+00:00. Its lasting shifts are at 2026-05-01T00:00:00+00:00.*");
        (await trends.GetAcceptedShiftsAsync("checkout.latency")).Should().BeEmpty();
    }

    [Fact]
    public async Task A_metric_that_does_not_exist_is_rejected_with_the_nearest_names()
    {
        MetricTrends trends = await RecordAsync();
        Func<Task>[] all =
        [
            async () => await trends.AcceptShiftAsync("chekout.latency", Series.Monday, _ana),
            async () => await trends.WithdrawAcceptanceAsync("chekout.latency", "a-1", _ana),
            async () => await trends.GetAcceptedShiftsAsync("chekout.latency"),
        ];
        foreach (Func<Task> act in all)
        {
            await act.Should().ThrowAsync<KeyNotFoundException>().WithMessage("*'chekout.latency'*'checkout.latency'*");
        }
    }

    [Fact]
    public async Task A_shift_is_accepted_once_and_a_repeated_request_has_the_same_answer()
    {
        MetricTrends trends = await RecordAsync();
        AcceptedShift first = await AcceptAsync(trends);
        _clock.Advance(TimeSpan.FromHours(1));
        (await AcceptAsync(trends)).Should().Be(first);
        Func<Task> again = async () =>
            await trends.AcceptShiftAsync("checkout.latency", first.At, new ChangeRequest { By = "ben", Reason = "fine" });
        await again.Should().ThrowAsync<InvalidOperationException>()
            .WithMessage("*already accepted by ana at *(acceptance 'a-1'): new fraud check, agreed");
        Func<Task> reused = async () =>
            await trends.AcceptShiftAsync("checkout.latency", first.At, new ChangeRequest { By = "ben", Reason = "fine", Id = "a-1" });
        await reused.Should().ThrowAsync<ArgumentException>().WithMessage("*'a-1'*made before with another content, by ana*");
        (await trends.GetAcceptedShiftsAsync("checkout.latency")).Should().ContainSingle();
    }

    [Fact]
    public async Task Of_twenty_people_who_accept_a_shift_at_once_one_does()
    {
        MetricTrends trends = await RecordAsync();
        Task<bool>[] all =
        [
            .. Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
            {
                try
                {
                    await trends.AcceptShiftAsync(
                        "checkout.latency", Series.Monday.AddDays(60), new ChangeRequest { By = $"person {i}", Reason = "fine" });
                    return true;
                }
                catch (InvalidOperationException)
                {
                    return false;
                }
            })),
        ];
        (await Task.WhenAll(all)).Count(isAccepted => isAccepted).Should().Be(1);
        (await trends.GetAcceptedShiftsAsync("checkout.latency")).Should().ContainSingle();
    }

    [Fact]
    public async Task A_withdrawn_acceptance_has_no_effect_and_stays_in_the_history()
    {
        MetricTrends trends = await RecordAsync();
        await AcceptAsync(trends);
        var ben = new ChangeRequest { By = "ben", Reason = "the check went" };
        AcceptedShift withdrawn = await trends.WithdrawAcceptanceAsync("checkout.latency", "a-1", ben);
        (withdrawn.IsInForce, withdrawn.WithdrawnBy, withdrawn.WithdrawalReason, withdrawn.WithdrawnAt)
            .Should().Be((false, "ben", "the check went", _clock.GetUtcNow()));
        (await trends.WithdrawAcceptanceAsync("checkout.latency", "a-1", new ChangeRequest { By = "eve", Reason = "again" }))
            .Should().Be(withdrawn);
        TrendReport report = await trends.AnalyzeAsync("checkout.latency");
        report.Verdict.Should().Be(TrendVerdict.Degrading);
        report.Shifts[0].Acceptance.Should().BeNull();
        (await trends.GetAcceptedShiftsAsync("checkout.latency")).Should().Equal(withdrawn);

        AcceptedShift again = await trends.AcceptShiftAsync(
            "checkout.latency", withdrawn.At, new ChangeRequest { By = "ana", Reason = "it is back", Id = "a-2" });
        (await trends.GetAcceptedShiftsAsync("checkout.latency")).Should().Equal(again, withdrawn);
        Func<Task> unknown = async () => await trends.WithdrawAcceptanceAsync("checkout.latency", "a-3", ben);
        await unknown.Should().ThrowAsync<KeyNotFoundException>().WithMessage("*'a-3'*'a-1'*");
    }

    [Fact]
    public async Task Without_an_event_log_reports_work_and_no_shift_can_be_accepted()
    {
        MetricTrends trends = await RecordAsync();
        var plain = new MetricTrends(_store.Series, trends.Metrics, [], _clock);
        (await plain.AnalyzeAsync("checkout.latency")).Baseline.Should().BeNull();
        Func<Task> accept = async () => await plain.AcceptShiftAsync("checkout.latency", Series.Monday.AddDays(60), _ana);
        await accept.Should().ThrowAsync<InvalidOperationException>().WithMessage("*MetricTrends.Events*");
    }

    private static async Task<AcceptedShift> AcceptAsync(MetricTrends trends, int day = 60) =>
        await trends.AcceptShiftAsync("checkout.latency", Series.Monday.AddDays(day), _ana);

    private Task<MetricTrends> RecordAsync() => RecordAsync(day => day >= 60 ? 0.4 : 0.3);

    private async Task<MetricTrends> RecordAsync(Func<int, double> seconds)
    {
        MetricDefinition metric = Series.Latency with { Service = "shop" };
        _clock.SetUtcNow(Series.Monday.AddDays(90));
        await Recorded.DaysAsync(_store.Series, metric, _clock, 90, seconds);
        return new MetricTrends(_store.Series, [metric], [], _clock) { Events = _store.Events };
    }
}
