using Reliability.Statistics;

namespace Reliability.Incidents.Internal;

/// <summary>Makes rates and shares with their intervals.</summary>
internal static class MetricValues
{
    /// <summary>Returns a rate.</summary>
    /// <param name="term">The metric.</param>
    /// <param name="count">How often it happened.</param>
    /// <param name="perEvent">The factor from a number to the unit, or <see langword="null"/> if there is no rate.</param>
    /// <param name="excluded">What does not count.</param>
    public static RateMetric Rate(MetricTerm term, int count, double? perEvent, ExclusionList excluded)
    {
        (double low, double high) = PoissonInterval.Of(count);
        return Rate(term, count, count * perEvent, (low * perEvent, high * perEvent), excluded);
    }

    /// <summary>Returns the mean time between.</summary>
    public static RateMetric TimeBetween(MetricTerm term, int count, TimeSpan time, ExclusionList excluded)
    {
        if (count == 0)
        {
            return Rate(term, 0, null, (null, null), excluded);
        }

        (double low, double high) = PoissonInterval.Of(count);
        double seconds = time.TotalSeconds;
        return Rate(term, count, seconds / count, (seconds / high, seconds / low), excluded);
    }

    public static ShareMetric Share(MetricTerm term, int matching, int count, ExclusionList excluded)
    {
        Proportion? share = count == 0 ? null : new Proportion(matching, count);
        ConfidenceInterval? interval = share?.Wilson();
        return new ShareMetric
        {
            Name = term.Name,
            Unit = term.Unit,
            Definition = term.Definition,
            IsLowerBetter = term.IsLowerBetter,
            Count = count,
            Matching = matching,
            Value = share?.Rate,
            Low = interval?.Lower,
            High = interval?.Upper,
            ConfidenceLevel = interval?.Level,
            Excluded = excluded.ToList(),
        };
    }

    private static RateMetric Rate(
        MetricTerm term, int count, double? value, (double? Low, double? High) interval, ExclusionList excluded) => new()
        {
            Name = term.Name,
            Unit = term.Unit,
            Definition = term.Definition,
            IsLowerBetter = term.IsLowerBetter,
            Count = count,
            Value = value,
            Low = interval.Low,
            High = interval.High,
            ConfidenceLevel = value is null ? null : PoissonInterval.Level,
            Excluded = excluded.ToList(),
        };
}
