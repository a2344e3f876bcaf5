namespace Reliability.Dashboard.Internal;

/// <summary>Chooses the range of values of a chart over time.</summary>
internal static class ValueRange
{
    /// <summary>
    /// Returns the range and its ticks. An end that is not fixed lies at a round value beyond everything drawn; a share that is measured
    /// between 0 and 1 has no axis beyond them.
    /// </summary>
    public static (double Low, double High, Ticks Ticks) Of(TimeChart chart, int maxTicks)
    {
        double[] values = [.. Values(chart)];
        double low = chart.Low ?? (values.Length > 0 ? values.Min() : 0);
        double high = chart.High ?? (values.Length > 0 ? values.Max() : 1);
        bool isShare = chart.Format is Format.Percent or Format.PercentFine or Format.PercentWhole && low >= 0 && high <= 1;
        if (high < low)
        {
            // One end is fixed, and everything lies beyond it.
            (low, high) = chart.Low is null ? (high, high) : (low, low);
        }

        (double wideLow, double wideHigh) = Ticks.Widen(low, high);
        if (isShare)
        {
            (wideLow, wideHigh) = (Math.Max(wideLow, 0), Math.Min(wideHigh, 1));
        }

        double minStep = chart.Format == Format.Count ? 1 : 0;
        Ticks around = Ticks.Around(wideLow, wideHigh, maxTicks, minStep);
        double first = chart.Low is { } fixedLow && fixedLow < wideHigh ? fixedLow : around.Values[0];
        double last = chart.High is { } fixedHigh && fixedHigh > first ? fixedHigh : around.Values[^1];
        return (first, last, Ticks.Within(first, last, maxTicks, minStep));
    }

    private static IEnumerable<double> Values(TimeChart chart)
    {
        IEnumerable<TimePoint> points = chart.Lines.SelectMany(line => line.Points)
            .Concat(chart.Bands.SelectMany(band => band.Low.Concat(band.High)))
            .Where(point => point.At >= chart.From && point.At <= chart.To);
        IEnumerable<double> values = points.Where(point => point.Value is not null).Select(point => point.Value!.Value)
            .Concat(chart.Thresholds.Select(threshold => threshold.Value));
        return chart.Bars is { } bars
            ? values.Append(0).Concat(bars.Good.Zip(bars.Bad, (good, bad) => (good.Value ?? 0) + (bad.Value ?? 0)))
            : values;
    }
}
