using System.Text;
using System.Text.Json;
using Reliability.Statistics;
using Reliability.Storage;
using Reliability.Trends;
using TrendReportSample.Reading;

namespace TrendReportSample.Output;

/// <summary>Writes a report as one JSON object. Numbers that are not defined are null.</summary>
internal static class JsonOutput
{
    public static void Write(TextWriter output, TrendReport report, SeriesData data, ReportOptions options)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            Write(json, report, data, options);
        }

        output.WriteLine(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    private static void Write(Utf8JsonWriter json, TrendReport report, SeriesData data, ReportOptions options)
    {
        TimeZoneInfo zone = options.Zone;
        json.WriteStartObject();
        json.WriteString("summary", report.Summary);
        json.WriteString("bucket", report.Resolution == SeriesResolution.Hour ? "hour" : "day");
        json.WriteString("figure", Name(options.Figure));
        json.WriteString("zone", zone.Id);
        WriteTime(json, "from", report.Range?.Start, zone);
        WriteTime(json, "to", report.Range?.End, zone);
        json.WriteNumber("rows", data.Rows);
        json.WriteNumber("dropped", data.Dropped.Count + report.DroppedCount);
        json.WriteNumber("points", report.Points.Count);
        json.WriteNumber("missing", report.MissingCount);

        json.WriteStartObject("trend");
        json.WriteString("verdict", Name(report.Verdict));
        WriteNumber(json, "slopePerDay", report.Trend?.SlopePerDay);
        WriteNumber(json, "slopeLower", report.Trend?.SlopeInterval?.Lower);
        WriteNumber(json, "slopeUpper", report.Trend?.SlopeInterval?.Upper);
        WriteNumber(json, "pValue", report.Trend?.PValue);
        WriteNumber(json, "changeRatio", report.Trend?.Change.Ratio);
        WriteNumber(json, "start", report.Trend?.Change.Start);
        WriteNumber(json, "end", report.Trend?.Change.End);
        json.WriteEndObject();

        json.WriteStartObject("seasonality");
        WriteSeason(json, "weekly", report.Weekly);
        WriteSeason(json, "timeOfDay", report.TimeOfDay);
        json.WriteEndObject();

        json.WriteStartArray("shifts");
        foreach (MetricShift shift in report.Shifts)
        {
            WriteShift(json, shift, zone);
        }

        json.WriteEndArray();
        json.WriteStartArray("outliers");
        foreach (MetricOutlier outlier in report.Outliers)
        {
            json.WriteStartObject();
            WriteTime(json, "at", outlier.At, zone);
            WriteNumber(json, "value", outlier.Value);
            WriteNumber(json, "expected", outlier.Expected);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteForecast(json, report.Forecast, zone);
        json.WriteEndObject();
    }

    /// <summary>The forecast is null with too few points, and its threshold without one.</summary>
    private static void WriteForecast(Utf8JsonWriter json, TrendForecast? forecast, TimeZoneInfo zone)
    {
        if (forecast is null)
        {
            json.WriteNull("forecast");
            return;
        }

        json.WriteStartObject("forecast");
        WriteNumber(json, "confidence", forecast.Confidence);
        json.WriteString("model", forecast.Model);
        json.WriteStartArray("points");
        foreach (TrendForecastPoint point in forecast.Points)
        {
            json.WriteStartObject();
            WriteTime(json, "at", point.Start, zone);
            WriteNumber(json, "value", point.Value);
            WriteNumber(json, "low", point.Low);
            WriteNumber(json, "high", point.High);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (forecast.Threshold is { } threshold)
        {
            json.WriteStartObject("threshold");
            WriteNumber(json, "value", threshold.Threshold);
            json.WriteString("outcome", Name(threshold.Outcome));
            WriteNumber(json, "days", threshold.Days);
            WriteNumber(json, "lowerDays", threshold.LowerDays);
            WriteNumber(json, "upperDays", threshold.UpperDays);
            json.WriteString("reason", threshold.Reason);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("threshold");
        }

        json.WriteEndObject();
    }

    private static void WriteShift(Utf8JsonWriter json, MetricShift shift, TimeZoneInfo zone)
    {
        json.WriteStartObject();
        WriteTime(json, "at", shift.At, zone);
        json.WriteString("kind", Name(shift.Kind));
        WriteNumber(json, "size", shift.Size);
        WriteNumber(json, "ratio", shift.Ratio);
        WriteNumber(json, "before", shift.Before);
        WriteNumber(json, "after", shift.After);
        WriteTime(json, "from", shift.Within.Start, zone);
        WriteTime(json, "to", shift.Within.End, zone);
        WriteNumber(json, "pValue", shift.PValue);
        json.WriteString("verdict", Name(shift.Verdict));
        json.WriteEndObject();
    }

    private static void WriteSeason(Utf8JsonWriter json, string name, SeasonalPattern? season)
    {
        json.WriteStartObject(name);
        json.WriteBoolean("detected", season is { IsDetected: true });
        WriteNumber(json, "pValue", season?.PValue);
        WriteNumber(json, "strength", season?.Strength ?? 0);
        json.WriteString("state", Camel((season?.State ?? SeasonalityState.TooFewPoints).ToString()));
        json.WriteStartArray("profile");
        foreach (double effect in season?.Profile ?? [])
        {
            json.WriteNumberValue(effect);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? at, TimeZoneInfo zone)
    {
        if (at is { } time)
        {
            json.WriteString(name, TimeZoneInfo.ConvertTime(time, zone));
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>Words of JSON are those of the library in camel case.</summary>
    private static string Name<T>(T word)
        where T : struct, Enum => Camel(word.ToString());

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
