using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>Evaluates the alert rules of an objective at one point in time, without a clock and without I/O.</summary>
public static class AlertRules
{
    /// <summary>Returns the reading of each rule of an objective.</summary>
    /// <param name="slo">The objective.</param>
    /// <param name="buckets">
    /// The buckets of its series that cover the longest window of its rules, in time order, without overlap; with sketches if a rule
    /// evaluates a quantile. If the objective counts time slices, an earlier bucket shows that the series was measured before the window,
    /// so that the unmeasured slices at its start count; without one, counting starts at the first slice that was measured.
    /// </param>
    /// <param name="now">The point in time. Buckets that start at this time or later are ignored.</param>
    /// <exception cref="ArgumentException"><paramref name="slo"/> is not valid (<see cref="SloDefinition.Validate"/>).</exception>
    public static IReadOnlyList<AlertReading> Evaluate(SloDefinition slo, ReadOnlySpan<SeriesBucket> buckets, DateTimeOffset now) =>
        Evaluate(SloDefinition.RequireValid(slo), buckets, [], now, ExcludedTime.None, null);

    /// <summary>Evaluates the rules with time that does not count. The buckets must not contain excluded time.</summary>
    /// <param name="slo">The objective, which is valid.</param>
    /// <param name="buckets">The buckets of its series.</param>
    /// <param name="hours">Hours with sketches, for quantiles over windows that are longer than sketches of minutes are kept.</param>
    /// <param name="now">The point in time.</param>
    /// <param name="excluded">Time that does not count.</param>
    /// <param name="kept">How long sketches are kept; null if minutes have all of them.</param>
    internal static IReadOnlyList<AlertReading> Evaluate(
        SloDefinition slo,
        ReadOnlySpan<SeriesBucket> buckets,
        ReadOnlySpan<SeriesBucket> hours,
        DateTimeOffset now,
        ExcludedTime excluded,
        SketchRetention? kept)
    {
        IReadOnlyList<AlertRule> rules = slo.Alerts;
        var readings = new AlertReading[rules.Count];
        for (int i = 0; i < readings.Length; i++)
        {
            if (rules[i] is BurnRateRule burn && slo.Budgeting is OccurrenceBudgeting)
            {
                readings[i] = BurnRateEvaluator.Read(burn, slo, buckets, now);
                continue;
            }

            bool readsHours = kept is not null && RecentPlan.ReadsSketchedHours(rules[i], kept);
            SeriesResolution sketchTier = readsHours ? SeriesResolution.Hour : SeriesResolution.Minute;
            RuleEvaluator evaluator = RuleEvaluators.Of(rules[i], slo, excluded, sketchTier);
            DateTimeOffset start = readsHours
                ? sketchTier.StartOf(now - rules[i].MaxWindow)
                : BucketGrid.StartOf(slo.Budgeting, now, rules[i].MaxWindow);
            foreach (ref readonly SeriesBucket bucket in BucketGrid.Within(slo.Budgeting, readsHours ? hours : buckets, start, now))
            {
                evaluator.Add(in bucket);
            }

            readings[i] = evaluator.Read(now);
        }

        return readings;
    }
}
