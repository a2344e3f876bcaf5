using System.Globalization;
using Reliability.Slos;

namespace AccessLogReport.Reporting;

/// <summary>Numbers as the report writes them, the same on the terminal and in Markdown.</summary>
internal static class ReportText
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", Culture) ?? "-";

    public static string Count(decimal count) => count.ToString("#,0.##", Culture);

    public static string Percent(decimal? share, string format = "0.###") =>
        share is { } value ? (value * 100).ToString(format, Culture) + " %" : "-";

    public static string Target(decimal percent) => percent.ToString("0.########", Culture) + " %";

    public static string Burn(BurnReading? reading) => reading?.BurnRate?.ToString("0.##", Culture) ?? "-";

    public static string Duration(TimeSpan duration) => duration.TotalDays >= 1
        ? string.Create(Culture, $"{duration.TotalDays:0.#} d")
        : duration.TotalHours >= 1 ? string.Create(Culture, $"{duration.TotalHours:0.#} h") : string.Create(Culture, $"{duration.TotalMinutes:0} min");

    public static string Cleared(AlertEpisode episode) =>
        episode.ClearedAt is { } cleared ? $"{Time(cleared)} (after {Duration(cleared - episode.FiredAt)})" : "still firing at the end";

    public static string Forecast(BudgetForecast forecast) => forecast.Outcome switch
    {
        ForecastOutcome.IsSpent => "The budget is spent.",
        ForecastOutcome.Lasts => $"The budget lasts: at the pace of the last {Duration(forecast.Lookback)} it is not spent before {Time(forecast.Horizon)}.",
        ForecastOutcome.MayBeSpent => $"The budget may be spent from {Time(forecast.Earliest)}; at the mean pace of the last {Duration(forecast.Lookback)} it lasts to {Time(forecast.Horizon)}.",
        ForecastOutcome.WillBeSpent => $"The budget is spent by {Time(forecast.Likely)} at the pace of the last {Duration(forecast.Lookback)} (between {Time(forecast.Earliest)} and {Time(forecast.Latest)}; - is later than {Time(forecast.Horizon)}).",
        _ => $"No forecast: {forecast.Reason}",
    };

    public static string Window(SloReport report) =>
        $"{Duration(report.Status.Window.Length)} to {Time(report.Status.AsOf)} UTC, {Percent(report.Status.Coverage, "0.#")} of it measured";

    public static BurnReading? BurnOver(SloReport report, TimeSpan window) => report.Burn.FirstOrDefault(b => b.Window == window);
}
