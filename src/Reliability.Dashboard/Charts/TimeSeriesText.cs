using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Reliability.Dashboard.Internal;

/// <summary>
/// Writes what the script of the page needs to show the value under the pointer: one attribute, because an element per point would be most
/// of the page. Instants are seconds since the start; values have six significant digits, more than a screen shows.
/// </summary>
internal static class TimeSeriesText
{
    public static string Of(TimeChart chart, IReadOnlyList<ChartColumn> columns, double low, double high, double top)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("from", chart.From.ToUnixTimeSeconds());
            json.WriteNumber("to", chart.To.ToUnixTimeSeconds());
            json.WriteString("zone", chart.Zone.Id);
            json.WriteString("format", chart.Format.ToString());
            json.WriteNumber("top", top);
            json.WriteNumber("height", chart.Height);
            json.WriteNumber("low", low);
            json.WriteNumber("high", high);
            json.WriteStartArray("series");
            foreach (ChartColumn column in columns)
            {
                Series(json, chart, column);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Series(Utf8JsonWriter json, TimeChart chart, ChartColumn column)
    {
        IReadOnlyList<TimePoint> points = Downsampler.Thin(
            [.. column.Points.Where(point => point.At >= chart.From && point.At <= chart.To)]);
        json.WriteStartObject();
        json.WriteString("name", column.Name);
        json.WriteStartArray("t");
        foreach (TimePoint point in points)
        {
            json.WriteNumberValue((long)(point.At - chart.From).TotalSeconds);
        }

        json.WriteEndArray();
        json.WriteStartArray("v");
        foreach (TimePoint point in points)
        {
            if (point.Value is { } value)
            {
                json.WriteNumberValue(Shortened(value));
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static double Shortened(double value) =>
        double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
