using CsCheck;
using Reliability.Common;
using Reliability.Sketches;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

/// <summary>Random objectives and series, from the ordinary to the absurd.</summary>
internal static class Any
{
    private static readonly Gen<decimal> Target =
        Gen.OneOfConst(0.0001m, 0.999m, 33.333333m, 50m, 90m, 95m, 99m, 99.9m, 99.99m, 99.95m, SloDefinition.MaxTarget);

    private static readonly Gen<SloWindow> Window = Gen.OneOf(
        Gen.OneOfConst(60, 61, 360, 1440, 4320, 4321, 10_080, 43_200, 129_600, 527_040)
            .Select(m => SloWindow.Rolling(TimeSpan.FromMinutes(m))),
        Gen.Select(
            Gen.Enum<CalendarPeriod>(),
            Gen.OneOfConst("UTC", "Europe/Berlin", "Asia/Kathmandu", "America/Havana", "Pacific/Auckland"),
            (period, zone) => SloWindow.Calendar(period, zone)));

    private static readonly Gen<Budgeting> Slices = Gen.Select(
        Gen.OneOfConst(1, 5, 30, 60, 120, 480, 1440),
        Gen.OneOfConst(0.0001m, 50m, 99m, 100m),
        Gen.Enum<MissingSlice>(),
        Gen.OneOfConst(0m, 0.5m, 0.9m, 1m),
        (minutes, target, missing, floor) => Budgeting.TimeSlices(TimeSpan.FromMinutes(minutes), target, missing, floor));

    private static readonly Gen<SloDefinition> Ratio = Gen.OneOf(
        Target.Select(t => SloDefinition.Availability("any", t)),
        Target.Select(t => SloDefinition.Latency("any", TimeSpan.FromMilliseconds(500), t)),
        Gen.Select(Target, Gen.Bool, (t, atLeast) => SloDefinition.Measurement("any", 10, t, atLeast)),
        Gen.Select(Gen.OneOfConst(0.000001m, 0.3333333m, 1m, 3m, 5m, 1_000_000_000m), Gen.Int[1, 99], (scale, percent) =>
            SloDefinition.Score("any", scale * percent / 100, scale)));

    /// <summary>All indicators, both budgetings, both kinds of window, every rule that fits.</summary>
    public static readonly Gen<SloDefinition> Slo =
        from window in Window
        from zero in Gen.Int[0, 4]
        from ratio in Ratio
        from sliced in Gen.Bool
        from slices in Slices
        from defaults in Gen.Bool
        select zero == 0
            ? SloDefinition.ZeroTolerance("any", allowedEvents: sliced ? 3 : 0) with { Window = window }
            : Alarmed(ratio with { Window = window, Budgeting = sliced ? slices : Budgeting.Occurrences }, defaults);

    private static readonly Gen<long> Count =
        Gen.OneOf(Gen.OneOfConst(0L, 1L, 2L, 1_000_000_000_000_000L), Gen.Long[0, 1000], Gen.Long[0, 1_000_000_000_000_000L]);

    private static readonly Gen<double> Share = Gen.OneOf(Gen.OneOfConst(0.0, 1.0, 0.999, 0.5), Gen.Double[0, 1]);

    /// <summary>Buckets of the objective's own tier at random places of its window, some of it after the moment.</summary>
    public static Gen<SeriesBucket[]> BucketsOf(SloDefinition slo, SeriesResolution tier, TimeRange range) =>
        from count in Gen.Int[0, 60]
        from places in Gen.Long[0, Math.Max(1, range.Length.Ticks / tier.Length().Ticks)].Array[count]
        from totals in Count.Array[count]
        from shares in Share.Array[count]
        select places.Distinct()
            .Order()
            .Select((place, i) => Of(slo, range.Start + (place * tier.Length()), totals[i], shares[i]))
            .ToArray();

    private static SeriesBucket Of(SloDefinition slo, DateTimeOffset start, long total, double share)
    {
        long good = Math.Min(total, (long)(total * share));
        QuantileSketch? sketch = slo.Series.KeepsSketch && total > 0 ? new QuantileSketch() : null;
        sketch?.Add(share * 1000, total);
        double sum = slo.Indicator is ScoreIndicator score ? Math.Min(1e22, Math.Round(total * share * score.Scale * 1e7)) : share * 1e22;
        return new SeriesBucket(start, total, good) { ScaledSum = sum, Min = 0, Max = share * 1000, Sketch = sketch };
    }

    private static SloDefinition Alarmed(SloDefinition slo, bool defaults)
    {
        var rules = new List<AlertRule>
        {
            new PercentBelowRule(99.8m, TimeSpan.FromHours(1)),
            new MeanBelowRule(3.8m, TimeSpan.FromDays(1)),
            new QuantileAboveRule(0.95, 0.55, TimeSpan.FromMinutes(10)),
            new BadEventRule(TimeSpan.FromDays(4)),
        };
        return defaults ? slo : slo with { Alerts = [.. rules.Where(rule => rule.Fault(slo.Terms) is null)] };
    }
}
