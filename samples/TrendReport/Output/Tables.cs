using System.Globalization;
using Reliability.Storage;
using Reliability.Trends;
using Spectre.Console;

namespace TrendReportSample.Output;

/// <summary>What the tables of the terminal have in common.</summary>
internal static class Tables
{
    public static Table Columns(IAnsiConsole console, params string[] names)
    {
        Table table = console.Profile.Capabilities.Unicode ? new Table().RoundedBorder() : new Table().AsciiBorder();
        foreach (string name in names)
        {
            TableColumn column = name == "kind" ? new TableColumn(name) : new TableColumn(name).NoWrap();
            table.AddColumn(name is "before" or "after" or "size" or "of it" or "value" or "expected" or "difference" or "from" or "to"
                ? column.RightAligned()
                : column);
        }

        return table;
    }

    public static Text Cell(string text) => new(text);

    public static string Time(TrendReport report, DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString(
        report.Resolution == SeriesResolution.Hour ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
