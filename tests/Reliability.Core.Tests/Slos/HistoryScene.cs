using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Reliability.Common;
using Reliability.Core.Tests.Doubles;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

/// <summary>A random objective with traffic of five days and a random ledger, for the properties of histories.</summary>
internal sealed class HistoryScene : IDisposable
{
    public static readonly SeriesRetention Everything = new(TimeSpan.FromDays(400), TimeSpan.FromDays(400));

    private static readonly Gen<Budgeting> Slices = Gen.Select(
        Gen.OneOfConst(5, 30, 60, 240, 1440),
        Gen.OneOfConst(50m, 97m),
        Gen.Enum<MissingSlice>(),
        (minutes, target, missing) => Budgeting.TimeSlices(TimeSpan.FromMinutes(minutes), target, missing, 0));

    private static readonly Gen<SloWindow> Windows = Gen.OneOf(
        Gen.OneOfConst(6, 24, 72, 73, 720).Select(hours => SloWindow.Rolling(TimeSpan.FromHours(hours))),
        Gen.OneOfConst("UTC", "Europe/Berlin").Select(zone => SloWindow.Calendar(CalendarPeriod.Month, zone)),
        Gen.Const(SloWindow.Calendar(CalendarPeriod.Week)));

    private static readonly Gen<SloDefinition> Objectives =
        from window in Windows
        from kind in Gen.Int[0, 5]
        from slices in Slices
        let slo = (kind switch
        {
            0 => SloDefinition.ZeroTolerance("checkout"),
            1 => SloDefinition.ZeroTolerance("checkout", allowedEvents: 50),
            2 => SloDefinition.Score("checkout", 4, 5),
            3 => SloDefinition.Availability("checkout", 97m) with { Budgeting = slices },
            _ => SloDefinition.Availability("checkout", 97m),
        }) with
        { Service = "shop", Window = window, Alerts = [] }
        where slo.Validate().Count == 0
        select slo;

    private static readonly Gen<(int From, int Length)> Exclusion =
        Gen.Select(Gen.Int[0, 5 * 1440], Gen.OneOf(Gen.Int[1, 90], Gen.Int[1, 3000]));

    private static readonly Gen<(int At, int Good, int Bad, decimal Share)> Adjustment = Gen.Select(
        Gen.Int[-2000, 5 * 1440],
        Gen.OneOf(Gen.Const(0), Gen.Int[-3000, 3000]),
        Gen.OneOf(Gen.Int[-300, 300], Gen.Int[-50_000, 50_000]),
        Gen.OneOfConst(0m, 0m, 0.25m, -0.5m, 2m));

    private readonly InMemoryStore _store = new();

    private HistoryScene(
        SloDefinition slo,
        int[] bad,
        (int From, int Length)[] exclusions,
        (int At, int Good, int Bad, decimal Share)[] adjustments,
        int reset)
    {
        Slo = slo;
        Time = new FakeTimeProvider(Now);
        Ledger = new BudgetLedger(Series, _store.Documents, _store.Events, [slo], Time, Everything);
        Budgets = new ErrorBudgets(Series, [slo], Time, Everything, Ledger);
        List<SeriesBucket> minutes = [];
        for (int i = 0; i < bad.Length; i++)
        {
            // Some hours are unmeasured, some minutes have no events.
            int minute = i * 5 * 1440 / bad.Length;
            if (minute / 60 % 7 != 3)
            {
                long total = bad[i] % 9 == 0 ? 0 : 100;
                long failed = Math.Min(total, bad[i]);
                minutes.Add(slo.Indicator is ScoreIndicator
                    ? Bucket.Scored(Bucket.Minute(minute), total, 5 * (total - failed))
                    : Bucket.At(Bucket.Minute(minute), total, failed));
            }
        }

        Series.Put(slo, [.. minutes]);
        foreach ((int from, int length) in exclusions)
        {
            Wait(Ledger.ExcludeAsync(BudgetLedgerTests.Exclusion(Bucket.Minute(from), Bucket.Minute(from + length))));
        }

        foreach ((int at, int good, int failed, decimal share) in adjustments)
        {
            decimal returned = slo.Indicator is ZeroToleranceIndicator ? 0 : share;
            if (good != 0 || failed != 0 || returned != 0)
            {
                Wait(Ledger.AdjustAsync(new BudgetAdjustment
                {
                    Slo = slo.Name,
                    At = Bucket.Minute(at),
                    Good = good,
                    Bad = failed,
                    BudgetShare = returned,
                    By = "ada",
                    Reason = "so",
                }));
            }
        }

        if (reset > 0)
        {
            Wait(Ledger.ResetAsync(new BudgetReset { Slo = slo.Name, At = Bucket.Minute(reset), By = "ada", Reason = "anew" }));
        }
    }

    /// <summary>Five days after <see cref="Bucket.Monday"/>, when no window starts within an hour.</summary>
    public static DateTimeOffset Now { get; } = Bucket.Hour(24 * 5);

    public SloDefinition Slo { get; }

    public InMemorySeriesStore Series { get; } = new();

    public FakeTimeProvider Time { get; }

    public BudgetLedger Ledger { get; }

    public ErrorBudgets Budgets { get; }

    /// <summary>Evaluates a property of random scenes.</summary>
    public static void Sample(Func<HistoryScene, bool> holds, int iter = 300) =>
        Gen.Select(
            Objectives,
            Gen.Int[0, 40].Array[1, 400],
            Exclusion.Array[0, 3],
            Adjustment.Array[0, 4],
            Gen.OneOf(Gen.Const(0), Gen.Int[1, 5 * 1440])).Sample(
            (slo, bad, exclusions, adjustments, reset) =>
            {
                using var scene = new HistoryScene(slo, bad, exclusions, adjustments, reset);
                return holds(scene);
            },
            iter: iter);

    public BudgetHistory History(HistoryStep step, TimeRange range) => Wait(Budgets.GetHistoriesAsync([Slo.Name], step, range))[0];

    public BudgetStatus Status() => Wait(Budgets.GetStatusAsync(Slo.Name));

    public void Dispose() => _store.Dispose();

    public static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
}
