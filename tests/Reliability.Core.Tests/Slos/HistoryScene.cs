using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Reliability.Common;
using Reliability.Core.Tests.Doubles;
using Reliability.Slos;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

/// <summary>A random objective with traffic of five days and a random ledger, for the properties of histories.</summary>
internal sealed class HistoryScene : IDisposable
{
    public static readonly SeriesRetention Everything = new(TimeSpan.FromDays(400), TimeSpan.FromDays(400));

    /// <summary>The largest good value of a latency or measurement, in seconds.</summary>
    private const double Limit = 0.3;

    private const string Sliced = " in time slices";

    private static readonly Gen<Budgeting> Slices = Gen.Select(
        Gen.OneOfConst(5, 30, 60, 240, 1440),
        Gen.OneOfConst(50m, 97m),
        Gen.Enum<MissingSlice>(),
        (minutes, target, missing) => Budgeting.TimeSlices(TimeSpan.FromMinutes(minutes), target, missing, 0));

    private static readonly Gen<SloWindow> Windows = Gen.OneOf(
        Gen.OneOfConst(6, 24, 72, 73, 720).Select(hours => SloWindow.Rolling(TimeSpan.FromHours(hours))),
        Gen.OneOfConst("UTC", "Europe/Berlin").Select(zone => SloWindow.Calendar(CalendarPeriod.Month, zone)),
        Gen.Const(SloWindow.Calendar(CalendarPeriod.Week)));

    private static readonly Dictionary<string, SloDefinition> ByKind = new(StringComparer.Ordinal)
    {
        ["zero tolerance"] = SloDefinition.ZeroTolerance("checkout"),
        ["zero tolerance with some events"] = SloDefinition.ZeroTolerance("checkout", allowedEvents: 50),
        ["availability"] = SloDefinition.Availability("checkout", 97m),
        ["latency"] = SloDefinition.Latency("checkout", TimeSpan.FromMilliseconds(300), 97m),
        ["measurement"] = SloDefinition.Measurement("checkout", Limit, 97m),
        ["score"] = SloDefinition.Score("checkout", 4, 5),
    };

    private static readonly string[] KindNames =
    [
        .. ByKind.Keys, .. ByKind.Keys.Where(kind => !kind.StartsWith("zero", StringComparison.Ordinal)).Select(kind => kind + Sliced),
    ];

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
                minutes.Add(slo.Indicator switch
                {
                    ScoreIndicator => Bucket.Scored(Bucket.Minute(minute), total, 5 * (total - failed)),
                    LatencyIndicator or MeasurementIndicator => Bucket.AtThreshold(Bucket.Minute(minute), Limit, total, failed),
                    _ => Bucket.At(Bucket.Minute(minute), total, failed),
                });
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

    /// <summary>Every kind of objective, counted by events and, if it can be, by time slices.</summary>
    public static TheoryData<string> Kinds => new(KindNames);

    public SloDefinition Slo { get; }

    public IDocumentStore Documents => _store.Documents;

    public InMemorySeriesStore Series { get; } = new();

    public FakeTimeProvider Time { get; }

    public BudgetLedger Ledger { get; }

    public ErrorBudgets Budgets { get; }

    /// <summary>Evaluates a property of random scenes, of one kind of objective or of all of them.</summary>
    public static void Sample(Func<HistoryScene, bool> holds, int iter = 300, string? kind = null) =>
        Gen.Select(
            kind is null ? Gen.OneOf([.. KindNames.Select(Objectives)]) : Objectives(kind),
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

    /// <summary>
    /// Returns the bad units of the present window with and without the minutes of ranges, by the definition: the buckets are counted
    /// twice.
    /// </summary>
    public (decimal With, decimal Without) BadOf(IReadOnlyList<TimeRange> ranges)
    {
        TimeRange window = ErrorBudget.BucketsFor(Slo, Now);
        SeriesBucket[] minutes =
            [.. Series.Minutes(Slo.SeriesId).Where(minute => minute.Start >= window.Start && minute.Start < window.End)];
        ExcludedTime excluded = new LedgerView(Wait(
            ((IBudgetCorrections)Ledger).GetAsync(Slo, Now, window, null, CancellationToken.None))).Excluded;
        return (Bad([]), Bad(ranges));

        decimal Bad(IReadOnlyList<TimeRange> without)
        {
            var taken = ExcludedTime.Of([.. without]);
            SeriesBucket[] rest =
            [
                .. minutes.Where(minute => !excluded.Covers(minute.Start, TimeSpan.FromMinutes(1))
                    && !taken.Covers(minute.Start, TimeSpan.FromMinutes(1))),
            ];
            BudgetCount count = BudgetCount.Of(Slo, rest, Now, ExcludedTime.Of([.. excluded.Parts(), .. without]));
            return count.Total - count.Good;
        }
    }

    /// <summary>Returns up to three ranges of the window, which often overlap.</summary>
    public TimeRange[] Ranges()
    {
        TimeRange window = ErrorBudget.BucketsFor(Slo, Now);
        int seed = Series.Minutes(Slo.SeriesId).Count(minute => minute.Start >= window.Start && minute.Start < window.End);
        return
        [
            .. Enumerable.Range(1, 3).Select(i => Now.AddMinutes(-(((seed * 37 * i) % 1400) + 1)))
                .Select((start, i) => new TimeRange(start, start.AddMinutes((seed * (i + 3) % 200) + 1)))
                .Where(range => range.Start >= window.Start && range.End <= Now),
        ];
    }

    public BudgetHistory History(HistoryStep step, TimeRange range) => Wait(Budgets.GetHistoriesAsync([Slo.Name], step, range))[0];

    public BudgetStatus Status() => Wait(Budgets.GetStatusAsync(Slo.Name));

    public void Dispose() => _store.Dispose();

    public static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();

    private static Gen<SloDefinition> Objectives(string kind) =>
        from window in Windows
        from slices in Slices
        let slo = ByKind[kind.Replace(Sliced, string.Empty, StringComparison.Ordinal)] with
        {
            Service = "shop",
            Window = window,
            Alerts = [],
            Budgeting = kind.EndsWith(Sliced, StringComparison.Ordinal) ? slices : Budgeting.Occurrences,
        }
        where slo.Validate().Count == 0
        select slo;
}
