using Reliability.Common;
using Reliability.Slos;

namespace Reliability.Core.Tests.Slos;

public sealed class BudgetBurnDownTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(37)]
    public void It_rises_only_where_an_entry_of_the_ledger_takes_effect(int minutes) => Sample(minutes, (line, _, entries) =>
    {
        string[] adjustments = [.. entries.Where(entry => entry.Kind == LedgerEntryKind.Adjustment).Select(entry => entry.Id)];
        return line.Points.Zip(line.Points.Skip(1)).All(step =>
            step.First.At <= step.Second.At
            && (step.Second.RemainingUnits <= step.First.RemainingUnits || adjustments.Contains(step.Second.LedgerEntryId))
            && (step.Second.RemainingShare is not { } share
                || share <= step.First.RemainingShare
                || adjustments.Contains(step.Second.LedgerEntryId)));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(37)]
    public void It_starts_with_a_full_budget_and_ends_with_the_status(int minutes) => Sample(minutes, (line, status, _) =>
    {
        BurnDownPoint first = line.Points[0];
        BurnDownPoint last = line.Points[^1];
        decimal? remaining = status.Projected is { } projected && status.Remaining is not null ? projected.Remaining : status.Remaining;
        return first.At == status.Window.Start
            && first.RemainingUnits == line.Allowed
            && first.RemainingShare == (status.Remaining is null ? null : line.Allowed > 0 ? 1 : status.Remaining)
            && (last.At, last.RemainingShare, last.RemainingUnits) == (status.AsOf, remaining, line.Allowed - status.Bad)
            && line.IdealEnd is { RemainingShare: 0, RemainingUnits: 0 }
            && line.IdealEnd.At == status.Window.End;
    });

    [Fact]
    public void It_falls_by_the_bad_units_of_each_hour_and_an_adjustment_is_a_step_with_a_name()
    {
        LedgerEntry entry = Entry("load test", LedgerEntryKind.Adjustment, Bucket.Minute(90)) with { Bad = -20 };
        BudgetPeriod[] hours =
        [
            Period(0, 100, bad: 0, adjusted: -10),
            Period(1, 100, bad: 5, adjusted: -10),
            Period(2, 200, bad: 5, adjusted: 0),
        ];
        BudgetBurnDown line = BudgetBurnDown.Evaluate(Status(total: 400, bad: 10, allowed: 40), hours, [entry]);
        line.Points.Select(point => (point.At, point.RemainingUnits, point.RemainingShare, point.LedgerEntryId)).Should().Equal(
            (Bucket.Hour(0), 40m, 1m, null),
            (Bucket.Hour(1), 30m, 0.75m, null),
            (Bucket.Minute(90), 50m, 1.25m, "load test"),
            (Bucket.Hour(2), 35m, 0.875m, null),
            (Bucket.Hour(3), 30m, 0.75m, null));
    }

    [Fact]
    public void Revoked_entries_and_those_of_other_objectives_change_nothing_and_a_reset_and_an_exclusion_are_marked()
    {
        LedgerEntry[] entries =
        [
            Entry("undone", LedgerEntryKind.Adjustment, Bucket.Hour(1)) with { Bad = -5 },
            Entry("undone", LedgerEntryKind.Revocation, null),
            Entry("other", LedgerEntryKind.Adjustment, Bucket.Hour(1)) with { Bad = -5, Slo = "search" },
            Entry("window", LedgerEntryKind.Exclusion, Bucket.Hour(-1)) with { To = Bucket.Hour(1), Slo = null },
            Entry("anew", LedgerEntryKind.Reset, Bucket.Minute(61)),
            Entry("old", LedgerEntryKind.Reset, Bucket.Hour(-1)),
        ];
        BudgetBurnDown line = BudgetBurnDown.Evaluate(Status(total: 200, bad: 8, allowed: 20), [Period(1, 200, 8, 0)], entries);
        line.Points.Select(point => (point.At, point.RemainingUnits, point.LedgerEntryId)).Should().Equal(
            (Bucket.Hour(0), 20m, null),
            (Bucket.Hour(0), 20m, "window"),
            (Bucket.Minute(61), 20m, "anew"),
            (Bucket.Hour(2), 12m, null),
            (Bucket.Hour(3), 12m, null));
    }

    private static void Sample(int minutes, Func<BudgetBurnDown, BudgetStatus, IReadOnlyList<LedgerEntry>, bool> holds) =>
        HistoryScene.Sample(scene =>
        {
            scene.Time.Advance(TimeSpan.FromMinutes(minutes));
            BudgetStatus status = scene.Status();
            BudgetHistory hours = scene.History(HistoryStep.Hour, new TimeRange(status.Window.Start, status.AsOf.AddTicks(1)));
            IReadOnlyList<LedgerEntry> entries = HistoryScene.Wait(scene.Ledger.GetEntriesAsync("shop"));
            return holds(BudgetBurnDown.Evaluate(status, hours.Periods, entries), status, entries);
        });

    private static BudgetStatus Status(decimal total, decimal bad, decimal allowed) => new()
    {
        Slo = "checkout",
        Service = "shop",
        AsOf = Bucket.Hour(3),
        Window = new TimeRange(Bucket.Hour(0), Bucket.Hour(3)),
        Target = 90,
        State = BudgetState.Healthy,
        Total = total,
        Good = total - bad,
        Allowed = allowed,
        Consumed = bad / allowed,
        Coverage = 1,
    };

    private static BudgetPeriod Period(int hour, decimal total, decimal bad, decimal adjusted) => new()
    {
        Start = Bucket.Hour(hour),
        End = Bucket.Hour(hour + 1),
        Total = total,
        Good = total - bad,
        AdjustedBad = adjusted,
        IsMeasured = true,
        ExcludedShare = 0,
        IsMet = true,
    };

    private static LedgerEntry Entry(string id, LedgerEntryKind kind, DateTimeOffset? from) => new()
    {
        Position = 1,
        Kind = kind,
        Id = id,
        Service = "shop",
        Slo = "checkout",
        By = "ada",
        Reason = "so",
        RecordedAt = Bucket.Hour(3),
        From = from,
    };
}
