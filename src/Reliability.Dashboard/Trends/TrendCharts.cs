using System.Globalization;
using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes the chart of a trend.</summary>
internal static class TrendCharts
{
    /// <summary>The largest axis with a threshold, as a multiple of the range of the values.</summary>
    private const double FarthestThreshold = 10;

    public static void Write(HtmlWriter html, PageContext page, TrendDocument document, TrendUnit unit)
    {
        html.Open("section", "card").Attribute("id", "course");
        if (document.Points.Count == 0)
        {
            html.Element("h2", "Values by day").Element("p", "There are no days with values yet.", "quiet").Close();
            return;
        }

        Chart(document, unit, page.Zone).Write(html);
        if (document.Forecast is { Points.Count: > 0 } forecast)
        {
            html.Open("p", "quiet").Text("The forecast is that of a Holt-Winters model, if the metric goes on as before. ")
                .Word("/forecast/model", forecast.Model).Close();
        }

        html.Close();
    }

    public static TimeChart Chart(TrendDocument document, TrendUnit unit, TimeZoneInfo zone)
    {
        DateTimeOffset end = (document.Forecast is { Points: [.., var last] } ? last.At : document.Points[^1].At).AddDays(1);
        List<TimeLine> lines =
        [
            new TimeLine
            {
                Name = "Value",
                Shape = LineShape.Dots,
                Points = Points(document, point => point.Value),
                Pointer = "/points",
                Property = "value",
            },
        ];
        if (document.SlopePerDay is not null)
        {
            lines.Add(new TimeLine
            {
                Name = "Robust line",
                Tone = Tone.Quiet,
                Points = Points(document, point => point.Line),
                Pointer = "/points",
                Property = "line",
            });
        }

        if (document.Outliers.Count > 0)
        {
            lines.Add(new TimeLine
            {
                Name = "Outlier",
                Shape = LineShape.Dots,
                Tone = Tone.Bad,
                Points = [.. document.Outliers.Select(one => new TimePoint(one.At, Drawn(one.Value)))],
                Pointer = "/outliers",
                Property = "value",
            });
        }

        if (document.Forecast is { Points.Count: > 0 } forecast)
        {
            lines.Add(new TimeLine
            {
                Name = "Forecast",
                Tone = Tone.Quiet,
                Points = [.. forecast.Points.Select(point => new TimePoint(point.At, Drawn(point.Value)))],
                Pointer = "/forecast/points",
                Property = "value",
            });
        }

        return new TimeChart
        {
            Id = "chart-trend",
            Title = unit.Suffix.Length == 0
                ? $"{document.Trend.Metric}: {document.Trend.Figure} by day"
                : $"{document.Trend.Metric}: {document.Trend.Figure} by day in{unit.Suffix}",
            From = document.Points[0].At,
            To = end,
            Zone = zone,
            Format = unit.Format,
            Height = 220,
            Lines = lines,
            Bands = [.. Bands(document)],
            Thresholds = [.. Thresholds(document)],
            Markers = [.. Markers(document, unit), .. PageMarkers.On(document.Markers)],
        };
    }

    private static IEnumerable<TimeBand> Bands(TrendDocument document)
    {
        if (document is { SlopeLow: not null, SlopeHigh: not null })
        {
            yield return new TimeBand
            {
                Name = "95 % of the slope",
                Low = Points(document, point => point.Low),
                High = Points(document, point => point.High),
                Pointer = "/points",
            };
        }

        if (document.Forecast is { Points.Count: > 0 } forecast)
        {
            yield return new TimeBand
            {
                Name = Check.Text($"{forecast.Confidence * 100:0.##} % of the forecast"),
                Low = [.. forecast.Points.Select(point => new TimePoint(point.At, Drawn(point.Low)))],
                High = [.. forecast.Points.Select(point => new TimePoint(point.At, Drawn(point.High)))],
                Pointer = "/forecast/points",
            };
        }
    }

    /// <summary>A threshold that is so far away that the values would be a flat line is left out; the tile has it.</summary>
    private static IEnumerable<Threshold> Thresholds(TrendDocument document)
    {
        double[] values = [.. document.Points.Select(point => Drawn(point.Value)).OfType<double>()];
        if (Drawn(document.Threshold) is not { } threshold || values.Length == 0)
        {
            yield break;
        }

        (double low, double high) = (values.Min(), values.Max());
        if (low == high || Math.Max(high, threshold) - Math.Min(low, threshold) <= FarthestThreshold * (high - low))
        {
            yield return new Threshold { Label = "Threshold", Value = threshold, Pointer = "/threshold" };
        }
    }

    /// <summary>Shifts with their intervals, and what happened at the same time, unless the list of the page has it.</summary>
    private static IEnumerable<TimeMarker> Markers(TrendDocument document, TrendUnit unit)
    {
        for (int i = 0; i < document.Shifts.Count; i++)
        {
            TrendShiftRow shift = document.Shifts[i];
            string pointer = string.Create(CultureInfo.InvariantCulture, $"/shifts/{i}");
            string size = shift.Size is { } known ? Show.Value(unit.Format, known) + unit.Suffix : Show.NotAvailable;
            yield return new TimeMarker
            {
                At = shift.At,
                Within = new TimeRange(shift.From, shift.To),
                Kind = MarkerKind.Shift,
                Label = $"{shift.Kind} of {size}, {TrendMark.Word(shift.Verdict)}",
                Pointer = pointer + "/at",
            };
            for (int j = 0; j < shift.Markers.Count; j++)
            {
                MarkerRow marker = shift.Markers[j];
                if (document.Markers.Any(one => one.At == marker.At && one.Text == marker.Text))
                {
                    continue;
                }

                yield return new TimeMarker
                {
                    At = marker.At,
                    Kind = marker.MarkerKind,
                    Label = $"at the same time as {marker.Text}",
                    Pointer = string.Create(CultureInfo.InvariantCulture, $"{pointer}/markers/{j}/at"),
                };
            }
        }
    }

    private static IReadOnlyList<TimePoint> Points(TrendDocument document, Func<TrendPointRow, double?> value) =>
        [.. document.Points.Select(point => new TimePoint(point.At, Drawn(value(point))))];

    /// <summary>A value that no axis has room for is left out; the table of days has it.</summary>
    private static double? Drawn(double? value) => value is { } one && Math.Abs(one) <= Ticks.MaxValue ? value : null;
}
