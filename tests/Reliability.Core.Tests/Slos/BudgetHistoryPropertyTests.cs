using Reliability.Common;
using Reliability.Slos;

namespace Reliability.Core.Tests.Slos;

public sealed class BudgetHistoryPropertyTests
{
    private const decimal Rounding = 0.000_000_001m;

    [Fact]
    public void The_hours_of_a_window_add_up_to_its_status() => HistoryScene.Sample(scene =>
    {
        BudgetStatus status = scene.Status();
        BudgetHistory hours = scene.History(HistoryStep.Hour, Elapsed(status));
        return AddUpTo(status, hours.Periods);
    });

    [Fact]
    public void The_days_of_a_window_of_days_add_up_to_its_status() => HistoryScene.Sample(
        scene =>
        {
            BudgetStatus status = scene.Status();
            bool isOfDays = status.Window.Start.TimeOfDay == TimeSpan.Zero;
            return !isOfDays || AddUpTo(status, scene.History(HistoryStep.Day, Elapsed(status)).Periods);
        });

    [Fact]
    public void The_days_of_a_month_add_up_to_the_month() => HistoryScene.Sample(scene =>
    {
        var march = new TimeRange(Bucket.Hour(-24), HistoryScene.Now.AddTicks(1));
        if (scene.Status().Window.Start > march.Start)
        {
            // What an adjustment takes stays within the present window, which a month may exceed.
            return true;
        }

        BudgetPeriod month = scene.History(HistoryStep.Month, march).Periods.Should().ContainSingle().Subject;
        IReadOnlyList<BudgetPeriod> days = scene.History(HistoryStep.Day, march).Periods;
        return days.Count == 7
            && Math.Abs(days.Sum(day => day.Total) - month.Total) < Rounding
            && Math.Abs(days.Sum(day => day.Good) - month.Good) < Rounding
            && Math.Abs(days.Sum(day => day.AdjustedBad) - month.AdjustedBad) < Rounding
            && (month.IsMeasured || !days.Any(day => day.IsMeasured));
    });

    [Fact]
    public void No_period_has_less_than_nothing_or_more_good_units_than_units() => HistoryScene.Sample(scene =>
        scene.History(HistoryStep.Hour, new TimeRange(Bucket.Hour(-40), HistoryScene.Now)).Periods.All(period =>
            period is { Good: >= 0, Bad: >= 0, ExcludedShare: >= 0 and <= 1, Sli: null or (>= 0 and <= 1) }
            && period.Sli is null == (period.Total == 0)
            && period.IsMet is null == (period.Total == 0)));

    [Fact]
    public void Periods_follow_each_other_and_cover_the_range() => HistoryScene.Sample(
        scene =>
        {
            var range = new TimeRange(Bucket.Minute(-3001), Bucket.Minute(4 * 1440).AddSeconds(1));
            foreach (HistoryStep step in (HistoryStep[])[HistoryStep.Hour, HistoryStep.Day, HistoryStep.Month])
            {
                BudgetHistory history = scene.History(step, range);
                history.Periods.Skip(1).Select(period => period.Start).Should().Equal(history.Periods.SkipLast(1).Select(one => one.End));
                history.Range.Should().Be(new TimeRange(history.Periods[0].Start, history.Periods[^1].End));
                (history.Range.Start <= range.Start && history.Range.End >= range.End).Should().BeTrue();
            }

            return true;
        },
        iter: 20);

    /// <summary>The part of the window that the status counts, which includes the present.</summary>
    private static TimeRange Elapsed(BudgetStatus status) => new(status.Window.Start, status.AsOf.AddTicks(1));

    private static bool AddUpTo(BudgetStatus status, IReadOnlyList<BudgetPeriod> periods) =>
        Math.Abs(periods.Sum(period => period.Total) - status.Total) < Rounding
        && Math.Abs(periods.Sum(period => period.Good) - status.Good) < Rounding;
}
