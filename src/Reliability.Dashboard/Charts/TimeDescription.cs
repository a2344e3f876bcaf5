using System.Text;

namespace Reliability.Dashboard.Internal;

/// <summary>Says in sentences what a chart over time shows, for those who do not see it.</summary>
internal static class TimeDescription
{
    public static string Of(TimeChart chart, IReadOnlyList<ChartColumn> columns)
    {
        var text = new StringBuilder();
        text.Append("From ").Append(Show.Instant(chart.From, chart.Zone)).Append(" to ").Append(Show.Instant(chart.To, chart.Zone));
        text.Append('.');
        foreach (ChartColumn column in columns)
        {
            double[] values =
            [
                .. column.Points.Where(point => point.Value is not null && point.At >= chart.From && point.At <= chart.To)
                    .Select(point => point.Value!.Value),
            ];
            text.Append(' ').Append(column.Name).Append(": ");
            text.Append(values.Length == 0
                ? "not measured."
                : $"last {Say(values[^1])}, lowest {Say(values.Min())}, highest {Say(values.Max())}.");
        }

        foreach (Threshold threshold in chart.Thresholds)
        {
            text.Append(' ').Append(threshold.Label).Append(": ").Append(Say(threshold.Value)).Append('.');
        }

        int gaps = TimeGaps.Of(chart).Count();
        if (gaps > 0)
        {
            text.Append(gaps == 1 ? " One span was" : $" {Show.CountExact(gaps)} spans were").Append(" not measured.");
        }

        if (MarkerMarks.Text(chart.Markers.Where(one => one.At >= chart.From && one.At <= chart.To)) is { } marked)
        {
            text.Append(' ').Append(marked);
        }

        return text.ToString();

        string Say(double value) => Show.Value(chart.Format, value);
    }
}
