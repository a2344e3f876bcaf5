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
        share is { } value ? (value * 100).ToString(format.Replace("0.", "#,0.", StringComparison.Ordinal), Culture) + " %" : "-";

    public static string Target(decimal percent) => percent.ToString("0.########", Culture) + " %";

    public static string Burn(BurnReading? reading) => reading?.BurnRate?.ToString("0.##", Culture) ?? "-";

    public static string Duration(TimeSpan duration) => duration.TotalDays >= 1
        ? string.Create(Culture, $"{duration.TotalDays:0.#} d")
        : duration.TotalHours >= 1
            ? string.Create(Culture, $"{duration.TotalHours:0.#} h")
            : string.Create(Culture, $"{duration.TotalMinutes:0} min");

    public static string Cleared(AlertEpisode episode) =>
        episode.ClearedAt is { } cleared ? $"{Time(cleared)} (after {Duration(cleared - episode.FiredAt)})" : "still firing at the end";

    /// <summary>Which rules could not be replayed from the start of the log, in one line; null if all could.</summary>
    public static string? Replayed(LogReport report, ObjectiveReport objective)
    {
        string[] late =
        [
            .. objective.Replayed.Where(rule => !(rule.Since <= report.From)).Select(rule =>
                rule.Since <= report.To ? $"{rule.Rule} from {Time(rule.Since)} on" : $"{rule.Rule} not at all"),
        ];
        return late.Length == 0
            ? null
            : $"The store no longer has all that the rules need, so not the whole log was replayed: {string.Join(", ", late)}.";
    }

    public static string Forecast(BudgetForecast forecast) => forecast.Outcome switch
    {
        ForecastOutcome.IsSpent => "The budget is spent.",
        ForecastOutcome.Lasts =>
            $"Forecast: the budget lasts beyond {Time(forecast.Horizon)}, also at the high end of the pace ({Pace(forecast)}).",
        ForecastOutcome.MayBeSpent => $"Forecast: the budget may be spent from {Time(forecast.Earliest)} on; at the mean pace it lasts "
            + $"beyond {Time(forecast.Horizon)} ({Pace(forecast)}).",
        ForecastOutcome.WillBeSpent => $"Forecast: the budget is spent by {Time(forecast.Likely)}, at the earliest "
            + $"{Time(forecast.Earliest)}, at the latest "
            + $"{(forecast.Latest is { } latest ? Time(latest) : $"after {Time(forecast.Horizon)}")} ({Pace(forecast)}).",
        _ => $"No forecast: {forecast.Reason}",
    };

    private static string Pace(BudgetForecast forecast) => string.Create(
        Culture,
        $"{forecast.BadPerHourLow:0.##} to {forecast.BadPerHourHigh:0.##} bad an hour over the last {Duration(forecast.Lookback)}, "
            + $"{forecast.Confidence * 100:0} % confidence");

    public static string Window(SloReport report) =>
        $"{Duration(report.Status.Window.Length)} to {Time(report.Status.AsOf)} UTC, {Percent(report.Status.Coverage, "0.#")} of it "
            + $"measured";

    public static BurnReading? BurnOver(SloReport report, TimeSpan window) => report.Burn.FirstOrDefault(b => b.Window == window);
}
