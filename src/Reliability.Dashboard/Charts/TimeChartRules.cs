using Reliability.Common.Internal;

namespace Reliability.Dashboard.Internal;

/// <summary>What a <see cref="TimeChart"/> requires.</summary>
internal static class TimeChartRules
{
    public static void Require(TimeChart chart)
    {
        ChartRules.Id(chart.Id);
        ChartRules.Text(chart.Title, nameof(chart.Title));
        Check.Word(chart.Format, nameof(chart.Format), Format.None, Format.Instant, Format.Day, Format.Word);
        Check.Between(chart.Height, 40, 1000);
        ChartRules.Value(chart.Low, nameof(chart.Low));
        ChartRules.Value(chart.High, nameof(chart.High));
        if (chart is { Low: { } low, High: { } high })
        {
            Check.That(high > low, high, $"The high end must be above the low one, {low}.", nameof(chart.High));
        }

        int series = chart.Lines.Count + chart.Bands.Count + (chart.Bars is null ? 0 : 2);
        Check.That(series <= ChartRules.MaxSeries, series, $"A chart has at most {ChartRules.MaxSeries} series.", nameof(chart.Lines));
        foreach (TimeLine line in chart.Lines)
        {
            ChartRules.Text(line.Name, nameof(line.Name));
            Check.Word(line.Shape, nameof(line.Shape), LineShape.None);
            ChartRules.Points(line.Points, line.Name);
            Source(line.Pointer, line.AtProperty, line.Property);
        }

        foreach (TimeBand band in chart.Bands)
        {
            ChartRules.Text(band.Name, nameof(band.Name));
            Pair(band.Low, band.High, band.Name);
            Source(band.Pointer, band.AtProperty, band.LowProperty, band.HighProperty);
        }

        if (chart.Bars is { } bars)
        {
            ChartRules.Text(bars.GoodName, nameof(bars.GoodName));
            ChartRules.Text(bars.BadName, nameof(bars.BadName));
            Pair(bars.Good, bars.Bad, bars.BadName);
            Check.Positive(bars.Period, nameof(bars.Period));
            Source(bars.Pointer, bars.AtProperty, bars.GoodProperty, bars.BadProperty);
            foreach (TimePoint point in bars.Good.Concat(bars.Bad).Where(point => point.Value < 0))
            {
                throw Check.OutOfRange(point.Value, "A bar has a length of 0 or more.", nameof(chart.Bars));
            }
        }

        foreach (Threshold threshold in chart.Thresholds)
        {
            ChartRules.Text(threshold.Label, nameof(threshold.Label));
            Check.Finite(threshold.Value, threshold.Label);
            ChartRules.Value(threshold.Value, threshold.Label);
            ChartRules.Pointer(threshold.Pointer);
        }

        foreach (TimeMarker marker in chart.Markers)
        {
            ChartRules.Text(marker.Label, nameof(marker.Label));
            Check.Word(marker.Kind, nameof(marker.Kind), MarkerKind.None);
            ChartRules.Pointer(marker.Pointer);
        }
    }

    private static void Source(string pointer, params ReadOnlySpan<string> properties)
    {
        ChartRules.Pointer(pointer);
        foreach (string property in properties)
        {
            ChartRules.Property(property);
        }
    }

    private static void Pair(IReadOnlyList<TimePoint> first, IReadOnlyList<TimePoint> second, string name)
    {
        ChartRules.Points(first, name);
        ChartRules.Points(second, name);
        Check.That(
            first.Count == second.Count && first.Zip(second).All(pair => pair.First.At == pair.Second.At),
            second.Count,
            $"The two ends of '{name}' must have the same {first.Count} instants.",
            nameof(second));
    }
}
