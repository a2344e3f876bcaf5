using Reliability.Trends;

namespace Reliability.Dashboard.Internal;

/// <summary>How the values of a metric are written: by a format, or as numbers with their unit.</summary>
internal readonly record struct TrendUnit(Format Format, string Suffix)
{
    /// <summary>Returns the figure in words.</summary>
    public static string Name(MetricFigure figure) => figure switch
    {
        MetricFigure.P50 => "median",
        MetricFigure.P95 => "p95",
        MetricFigure.P99 => "p99",
        MetricFigure.Count => "number of events",
        MetricFigure.GoodShare => "share of good events",
        _ => "mean",
    };

    /// <summary>Returns how the values are written whose figure and unit a row has in words.</summary>
    public static TrendUnit Of(string figure, string unit) => (figure, unit) switch
    {
        ("number of events", _) => new(Format.Count, string.Empty),
        ("share of good events", _) => new(Format.Percent, string.Empty),
        (_, "s") => new(Format.Seconds, string.Empty),
        (_, "ms") => new(Format.Milliseconds, string.Empty),
        (_, "") => new(Format.Number, string.Empty),
        _ => new(Format.Number, " " + unit),
    };

    /// <summary>Writes a value with its unit.</summary>
    public void Write(HtmlWriter html, string pointer, double? value) =>
        html.Figure(pointer, Format, value).Text(value is null ? string.Empty : Suffix);
}
