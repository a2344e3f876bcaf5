using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Statistics;
using Reliability.Trends;

namespace Reliability.Dashboard.Internal;

/// <summary>What the page of a trend says in sentences.</summary>
internal static class TrendText
{
    /// <summary>Returns what a metric is.</summary>
    public static string Definition(MetricDefinition metric)
    {
        string of = metric.Kind switch
        {
            SeriesKind.Latency => "durations",
            SeriesKind.Outcome => "outcomes",
            SeriesKind.Score => "scores",
            _ => "values",
        };
        string figure = metric.AnalyzedFigure is MetricFigure.Count or MetricFigure.GoodShare
            ? $"The {TrendUnit.Name(metric.AnalyzedFigure)}"
            : $"The {TrendUnit.Name(metric.AnalyzedFigure)} of {of}";
        string direction = metric.Direction switch
        {
            MetricDirection.LowerIsBetter => "lower is better",
            MetricDirection.HigherIsBetter => "higher is better",
            _ => "no direction is stated as the better one",
        };
        return $"{figure} by day; {direction}";
    }

    public static TrendSeasonRow Season(string period, SeasonalPattern? pattern) => new()
    {
        Period = period,
        Detected = pattern is { IsDetected: true },
        Outcome = pattern?.State switch
        {
            null => "There are no hours, in which a pattern of the day would show.",
            SeasonalityState.Seasonal => $"The metric repeats itself every {period}.",
            SeasonalityState.NotSeasonal => $"The metric does not repeat itself every {period}, as far as the values tell.",
            SeasonalityState.TooFewCycles => $"There are fewer than three {period}s.",
            SeasonalityState.TooFewPoints => "There are too few values.",
            SeasonalityState.Constant => "All values are equal.",
            _ => "It was not tested.",
        },
        PValue = TrendFigures.Number(pattern?.PValue),
        Strength = TrendFigures.Number(pattern?.Strength),
        Correlation = TrendFigures.Number(pattern?.Correlation),
        Phases = pattern is { IsDetected: true }
            ? [.. pattern.Profile.Zip(pattern.PhaseNames, (effect, name) => new TrendPhaseRow
            {
                Label = name,
                Effect = TrendFigures.Number(effect),
            })]
            : [],
    };

    /// <summary>Returns why the verdict is so: the test, the number of values, its outcome, and what else decides.</summary>
    public static IEnumerable<string> Why(TrendReport report, TrendOptions options)
    {
        if (report.Trend is not { } trend)
        {
            yield return Check.Text($"There are {report.Points.Count} days with values; a trend needs at least {options.MinPoints}.");
        }
        else
        {
            yield return Check.Text(
                $"Whether there is a trend is tested by Mann and Kendall's test, corrected for autocorrelation, "
                    + $"on {report.Points.Count} days.");
            yield return trend.PValue is { } p
                ? Check.Text($"p is {p:0.####E+0}; a trend is significant below {options.SignificanceLevel:0.####}.")
                : "It has no p-value: there are too few values, or all of them are equal.";
            yield return "The slope is that of Theil and Sen: the median of the slopes between all pairs of days.";
            yield return Change(report, trend);
            if (report.LevelChange is { } levels)
            {
                yield return Levels(report, levels);
            }
        }

        yield return report.Weekly.IsDetected
            ? "The pattern of the week was removed before."
            : "No pattern of the week was removed.";
        if (report.LeastSquares is { PValue: { } other } line)
        {
            yield return Check.Text(
                $"For comparison, the line of least squares has a slope of {line.SlopePerDay:G4} a day, with p = {other:0.##E+0} if "
                + $"days were independent.");
        }

        yield return Check.Text(
            $"Shifts are found with a probability of {options.FalseAlarmProbability:0.######} in values that only vary by chance.");
        if (report.MissingCount > 0 || report.DroppedCount > 0)
        {
            yield return Check.Text(
                $"{report.MissingCount} days between the first and the last one have no value; {report.DroppedCount} values were dropped.");
        }
    }

    /// <summary>Says what the lasting shifts did, and whether that decides.</summary>
    private static string Levels(TrendReport report, TrendChange levels)
    {
        string change = levels.Ratio is { } ratio
            ? Check.Text($"Over its lasting shifts, the level changed by {ratio * 100:0.##} %")
            : Check.Text($"Over its lasting shifts, the level changed from {levels.Start:G4} to {levels.End:G4}");
        return report.IsDecidedByLevels
            ? $"{change}. This decides the verdict, because the trend does not: a step is one change, and not a trend."
            : $"{change}; it does not decide the verdict.";
    }

    private static string Change(TrendReport report, TrendLine trend)
    {
        string minimum = Check.Text($"a change matters from {report.Metric.MinimumEffect * 100:0.##} % of the value at the start");
        return trend.Change.Ratio is { } ratio
            ? Check.Text($"The change along the line is {ratio * 100:0.##} %; {minimum}.")
            : $"The change has no ratio; {minimum}, and without a ratio if it is significant.";
    }
}
