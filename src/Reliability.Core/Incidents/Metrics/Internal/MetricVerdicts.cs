namespace Reliability.Incidents.Internal;

/// <summary>Decides whether a metric became better.</summary>
internal static class MetricVerdicts
{
    public static MetricComparison Of(ImprovementMetric earlier, ImprovementMetric later)
    {
        (ImprovementVerdict verdict, string reason) = Decide(earlier, later);
        return new MetricComparison
        {
            Name = later.Name,
            Earlier = earlier,
            Later = later,
            Verdict = verdict,
            Reason = reason,
        };
    }

    private static (ImprovementVerdict Verdict, string Reason) Decide(ImprovementMetric earlier, ImprovementMetric later)
    {
        if (earlier.Interval is not { } before)
        {
            return (ImprovementVerdict.NoVerdict, Missing(earlier, "earlier"));
        }

        if (later.Interval is not { } after)
        {
            return (ImprovementVerdict.NoVerdict, Missing(later, "later"));
        }

        bool isLower = after.High < before.Low;
        if (!isLower && !(after.Low > before.High))
        {
            return (ImprovementVerdict.NoVerdict, "The intervals overlap.");
        }

        return isLower == later.IsLowerBetter
            ? (ImprovementVerdict.Better, $"The interval is {(isLower ? "below" : "above")} the earlier one.")
            : (ImprovementVerdict.Worse, $"The interval is {(isLower ? "below" : "above")} the earlier one.");
    }

    private static string Missing(ImprovementMetric of, string period) => of.Centre is null
        ? $"The {period} period has no value."
        : Common.Internal.Check.Text($"The {period} period has {of.Count} values, and an interval needs {MedianInterval.MinCount}.");
}
