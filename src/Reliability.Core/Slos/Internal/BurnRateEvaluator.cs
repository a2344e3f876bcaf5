using System.Globalization;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

internal sealed class BurnRateEvaluator(BurnRateRule rule, SloDefinition slo, ExcludedTime excluded) : RuleEvaluator
{
    private readonly BurnWindow _long = new(slo, rule.LongWindow, excluded);
    private readonly BurnWindow _short = new(slo, rule.ShortWindow, excluded);

    public override void Add(in SeriesBucket bucket)
    {
        _long.Add(in bucket);
        _short.Add(in bucket);
    }

    public override AlertCondition Evaluate(DateTimeOffset now)
    {
        (BurnReading longBurn, BurnReading shortBurn) = ReadWindows(now);
        return ConditionOf(shortBurn, Doubt(rule, slo, longBurn, shortBurn));
    }

    public override AlertReading Read(DateTimeOffset now)
    {
        (BurnReading longBurn, BurnReading shortBurn) = ReadWindows(now);
        return Read(rule, slo, longBurn, shortBurn, now);
    }

    /// <summary>Evaluates a rule of an objective that counts events at one point in time.</summary>
    public static AlertReading Read(BurnRateRule rule, SloDefinition slo, ReadOnlySpan<SeriesBucket> buckets, DateTimeOffset now)
    {
        return Read(rule, slo, Over(buckets, rule.LongWindow), Over(buckets, rule.ShortWindow), now);

        BurnReading Over(ReadOnlySpan<SeriesBucket> all, TimeSpan window)
        {
            WindowTotals totals = WindowTotals.Over(all, BucketGrid.StartOf(now, window), now);
            return BurnReading.Of(slo, window, in totals, null);
        }
    }

    private static AlertReading Read(
        BurnRateRule rule, SloDefinition slo, BurnReading longBurn, BurnReading shortBurn, DateTimeOffset now)
    {
        bool isSlices = slo.Budgeting is TimeSliceBudgeting;
        GuardDoubt? doubt = Doubt(rule, slo, longBurn, shortBurn);
        return new AlertReading
        {
            Rule = rule.Name,
            Severity = rule.Severity,
            At = now,
            Condition = ConditionOf(shortBurn, doubt),
            Threshold = rule.Factor,
            Value = longBurn.BurnRate is { } a && shortBurn.BurnRate is { } b ? Math.Min(a, b) : null,
            Windows = [longBurn, shortBurn],
            Explanation = $"burn {Explain(longBurn, isSlices)} and {Explain(shortBurn, isSlices)}; "
                + $"fires above {Number(rule.Factor)} in both"
                + rule.Guard.Explain(doubt ?? GuardDoubt.None, isSlices ? "slices" : "events"),
        };
    }

    private static string Explain(BurnReading reading, bool isSlices) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(reading.BurnRate is { } burn ? Number(burn) : "undefined")} over {DurationText.Of(reading.Window)} ({reading.Bad:0.##} bad "
        + $"of {reading.Total:0}{(isSlices ? reading.Total == 1 ? " slice" : " slices" : "")})");

    private static string Number(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private (BurnReading Long, BurnReading Short) ReadWindows(DateTimeOffset now) => (_long.At(now), _short.At(now));

    /// <summary>Returns the result of the guard for a burn above the factor, or null if the burn is not above it.</summary>
    private static GuardDoubt? Doubt(BurnRateRule rule, SloDefinition slo, BurnReading longBurn, BurnReading shortBurn) =>
        longBurn.BurnRate > rule.Factor && shortBurn.BurnRate > rule.Factor
            ? rule.Guard.OfRatio(longBurn.Bad, longBurn.Total, rule.Factor * slo.ErrorBudget)
            : null;

    // A window that was measured and saw no event burned nothing.
    private static AlertCondition ConditionOf(BurnReading shortBurn, GuardDoubt? doubt) =>
        shortBurn.ObservedBuckets == 0 ? AlertCondition.NoData
        : doubt == GuardDoubt.None ? AlertCondition.Met
        : AlertCondition.NotMet;
}
