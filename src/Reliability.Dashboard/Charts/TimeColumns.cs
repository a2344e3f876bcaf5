namespace Reliability.Dashboard.Internal;

/// <summary>The series of a chart over time, one column each; a range and bars have two.</summary>
internal static class TimeColumns
{
    public static IEnumerable<ChartColumn> Of(TimeChart chart)
    {
        foreach (TimeLine line in chart.Lines)
        {
            yield return new ChartColumn(line.Name, chart.Format, line.Points, line.Pointer, line.AtProperty, line.Property);
        }

        foreach (TimeBand band in chart.Bands)
        {
            yield return new ChartColumn(
                $"{band.Name}, low", chart.Format, band.Low, band.Pointer, band.AtProperty, band.LowProperty);
            yield return new ChartColumn(
                $"{band.Name}, high", chart.Format, band.High, band.Pointer, band.AtProperty, band.HighProperty);
        }

        if (chart.Bars is { } bars)
        {
            yield return new ChartColumn(bars.GoodName, chart.Format, bars.Good, bars.Pointer, bars.AtProperty, bars.GoodProperty);
            yield return new ChartColumn(bars.BadName, chart.Format, bars.Bad, bars.Pointer, bars.AtProperty, bars.BadProperty);
        }
    }
}
