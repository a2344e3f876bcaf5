using System.Globalization;
using Reliability.Statistics;
using Reliability.Storage;
using Reliability.Trends;
using Spectre.Console;

namespace TrendReportSample.Output;

/// <summary>Shows what comes next in the terminal.</summary>
internal static class ForecastOutput
{
    private const int MaxPoints = 7;

    public static void Write(IAnsiConsole console, TrendReport report, TimeZoneInfo zone)
    {
        if (report.Forecast is not { } forecast)
        {
            console.WriteLine("Forecast: none; there are too few points");
            return;
        }

        Table table = Tables.Columns(console, "forecast", "weekday", "value", "from", "to");
        foreach (TrendForecastPoint point in forecast.Points.Take(MaxPoints))
        {
            table.AddRow(
                Tables.Cell(Tables.Time(report, point.Start, zone)),
                Tables.Cell(TimeZoneInfo.ConvertTime(point.Start, zone).DayOfWeek.ToString()[..3]),
                Tables.Cell(Shown.Number(point.Value)),
                Tables.Cell(point.Low is { } low ? Shown.Number(low) : "-"),
                Tables.Cell(point.High is { } high ? Shown.Number(high) : "-"));
        }

        console.Write(table);
        string bucket = report.Resolution == SeriesResolution.Hour ? "hours" : "days";
        int shown = Math.Min(MaxPoints, forecast.Points.Count);
        console.WriteLine($"The next {shown} of {forecast.Points.Count} {bucket}, with {Percent(forecast.Confidence)} intervals");
        if (forecast.Threshold is { } threshold)
        {
            console.WriteLine($"Threshold {Shown.Number(threshold.Threshold)}: {Until(threshold, forecast.Confidence)}");
        }
    }

    private static string Until(ThresholdForecast threshold, double confidence) => threshold.Outcome switch
    {
        CrossingOutcome.AlreadyCrossed => threshold.Reason,
        CrossingOutcome.Expected => $"in {Days(threshold.Days)} days{Interval(threshold, confidence)}. {threshold.Reason}",
        _ => $"not within a year{Interval(threshold, confidence)}. {threshold.Reason}",
    };

    private static string Interval(ThresholdForecast threshold, double confidence) => threshold switch
    {
        { LowerDays: null } => string.Empty,
        { UpperDays: null } => $" (not before {Days(threshold.LowerDays)}, {Percent(confidence)})",
        _ => $" ({Days(threshold.LowerDays)} to {Days(threshold.UpperDays)}, {Percent(confidence)})",
    };

    private static string Days(double? days) => days is { } known ? known.ToString("0.#", CultureInfo.InvariantCulture) : "-";

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} %");
}
