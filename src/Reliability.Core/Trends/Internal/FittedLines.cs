using Reliability.Statistics;

namespace Reliability.Trends.Internal;

/// <summary>Fits lines to values over days.</summary>
internal static class FittedLines
{
    private const double Confidence = 0.95;

    /// <summary>Returns the times of points in days since the first one.</summary>
    public static double[] Days(TrendGrid grid) =>
        [.. grid.Positions.Select(position => (position - grid.Positions[0]) / (double)grid.PerDay)];

    public static TrendLine LeastSquares(double[] days, double[] values)
    {
        LinearFit fit = LinearRegression.Fit(days, values);
        ConfidenceInterval? interval = fit.GetSlopeInterval(Confidence);
        return new TrendLine
        {
            SlopePerDay = fit.Slope,
            SlopeInterval = interval,
            PValue = fit.GetPValue(),
            Correlation = fit.Correlation,
            Change = ChangeOf(fit.Predict(days[0]), fit.Slope, interval, days[^1] - days[0]),
        };
    }

    public static TrendLine Robust(double[] days, double[] values)
    {
        TheilSenFit fit = TheilSen.Fit(days, values);
        MannKendallResult test = MannKendall.Test(days, values, MannKendallCorrection.FirstOrder, fit.Slope);
        ConfidenceInterval? interval = fit.GetSlopeInterval(Confidence);
        fit.Release();
        return new TrendLine
        {
            SlopePerDay = fit.Slope,
            SlopeInterval = interval,
            PValue = test.PValue,
            Correlation = test.Tau,
            Change = ChangeOf(fit.Predict(days[0]), fit.Slope, interval, days[^1] - days[0]),
        };
    }

    private static TrendChange ChangeOf(double start, double slope, ConfidenceInterval? interval, double length)
    {
        TrendChange change = ChangeOf(start, start + (slope * length));
        return change with
        {
            RatioInterval = change.Ratio is not null && interval is { } slopes
                ? new ConfidenceInterval(slopes.Lower * length / start, slopes.Upper * length / start, slopes.Level)
                : null,
        };
    }

    /// <summary>Returns the change between two levels.</summary>
    public static TrendChange ChangeOf(double start, double end)
    {
        double ratio = (end - start) / start;
        string? reason = start <= 0 ? "The value at the start is not above zero."
            : end < 0 ? "The value changes its sign."
            : !double.IsFinite(ratio) ? "The value at the start is too small to compare with."
            : null;
        return new TrendChange
        {
            Start = start,
            End = end,
            Ratio = reason is null ? ratio : null,
            RatioInterval = null,
            Reason = reason,
        };
    }
}
