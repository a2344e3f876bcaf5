using Reliability.Recording;
using Reliability.Statistics;

namespace Reliability.Trends.Internal;

/// <summary>Forecasts a metric.</summary>
internal static class TrendOutlook
{
    private const double Confidence = 0.9;

    /// <param name="metric">The metric.</param>
    /// <param name="grid">Its points, of which there is at least one.</param>
    /// <param name="profile">Its season, or none.</param>
    /// <param name="found">Its shifts.</param>
    /// <param name="length">The time to forecast.</param>
    public static TrendForecast Of(
        MetricDefinition metric, TrendGrid grid, IReadOnlyList<double> profile, ChangePointResult found, TimeSpan length)
    {
        double[] values = new double[Math.Min(grid.Positions[^1] - grid.Positions[0] + 1, HoltWinters.MaxValues)];
        int first = grid.Positions[^1] - values.Length + 1;
        Array.Fill(values, double.NaN);
        foreach ((int position, double value) in grid.Positions.Zip(grid.Values).Where(point => point.First >= first))
        {
            values[position - first] = value;
        }

        (double least, double most) = Bounds(metric);
        HoltWintersModel model = HoltWinters.Fit(values, new HoltWintersOptions { PhaseCount = profile.Count });
        return new TrendForecast
        {
            Points =
            [
                .. Forecast(model, (int)(length.TotalDays * grid.PerDay)).Select(point => new TrendForecastPoint
                {
                    Start = grid.StartOf(grid.Positions[^1] + point.Step),
                    Value = Math.Clamp(point.Value, least, most),
                    Low = point.Low is { } low ? Math.Clamp(low, least, most) : null,
                    High = point.High is { } high ? Math.Clamp(high, least, most) : null,
                }),
            ],
            Confidence = Confidence,
            Model = model.Reason,
            Threshold = metric.Threshold is { } threshold ? Reaching(threshold, metric, grid, profile, found) : null,
        };
    }

    /// <summary>Returns the bounds that no value can leave, which the model does not know.</summary>
    private static (double Least, double Most) Bounds(MetricDefinition metric) => metric switch
    {
        { AnalyzedFigure: MetricFigure.GoodShare } => (0, 1),
        { AnalyzedFigure: MetricFigure.Count } or { Kind: SeriesKind.Latency } => (0, double.MaxValue),
        _ => (double.MinValue, double.MaxValue),
    };

    private static IReadOnlyList<ForecastPoint> Forecast(HoltWintersModel model, int count) =>
        count == 0 ? [] : model.Forecast(count, Confidence);

    private static ThresholdForecast Reaching(
        double threshold, MetricDefinition metric, TrendGrid grid, IReadOnlyList<double> profile, ChangePointResult found)
    {
        // A step is not the start of a slope: the line begins after it.
        Shift? lasting = found.Shifts.LastOrDefault(shift => shift.Kind != ShiftKind.Transient);
        int from = lasting is { Kind: ShiftKind.Step } ? lasting.Index : 0;
        CrossingEstimate estimate = ThresholdCrossing.Estimate(
            FittedLines.Days(grid).AsSpan(from),
            grid.Without(profile).AsSpan(from),
            threshold,
            Confidence,
            metric.Direction switch
            {
                MetricDirection.LowerIsBetter => CrossingDirection.Rising,
                MetricDirection.HigherIsBetter => CrossingDirection.Falling,
                _ => CrossingDirection.Unknown,
            },
            ThresholdForecast.MaxDays);
        return new ThresholdForecast
        {
            Threshold = threshold,
            Outcome = estimate.Outcome,
            Days = estimate.Remaining,
            LowerDays = estimate.Low - estimate.LastPosition,
            UpperDays = estimate.High - estimate.LastPosition,
            Reason = estimate.Reason,
        };
    }
}
