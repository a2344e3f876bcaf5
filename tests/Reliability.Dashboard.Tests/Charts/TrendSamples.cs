using Reliability.Common;
using Reliability.Dashboard.Internal;

namespace Reliability.Dashboard.Tests.Charts;

/// <summary>The charts of a trend, the same at each call.</summary>
internal static class TrendSamples
{
    public static TimeChart Trend() => new()
    {
        Id = "trend",
        Title = "checkout.latency: p95 by day",
        From = SampleCharts.From,
        To = SampleCharts.To,
        Zone = SampleCharts.Berlin,
        Format = Format.Seconds,
        Height = 220,
        Lines =
        [
            new TimeLine
            {
                Name = "Value", Shape = LineShape.Dots, Points = Days(Value), Pointer = "/points", Property = "value",
            },
            new TimeLine
            {
                Name = "Robust line", Tone = Tone.Quiet, Points = Days(i => 0.2 + (0.004 * i)), Pointer = "/points", Property = "line",
            },
            new TimeLine
            {
                Name = "Outlier",
                Shape = LineShape.Dots,
                Tone = Tone.Bad,
                Points = [new(SampleCharts.From.AddDays(20), 0.42)],
                Pointer = "/outliers",
                Property = "value",
            },
        ],
        Bands =
        [
            new TimeBand
            {
                Name = "95 % of the slope",
                Low = Days(i => 0.2 + (0.004 * i) - (0.001 * Math.Abs(i - 14))),
                High = Days(i => 0.2 + (0.004 * i) + (0.001 * Math.Abs(i - 14))),
                Pointer = "/points",
            },
        ],
        Markers =
        [
            new TimeMarker
            {
                At = SampleCharts.From.AddDays(14),
                Within = new TimeRange(SampleCharts.From.AddDays(13), SampleCharts.From.AddDays(16)),
                Kind = MarkerKind.Shift,
                Label = "Step of 60 ms, degrading",
                Pointer = "/shifts/0/at",
            },
            new TimeMarker
            {
                At = SampleCharts.From.AddDays(14.4),
                Kind = MarkerKind.Event,
                Label = "at the same time as a change of the configuration",
                Pointer = "/shifts/0/markers/0/at",
            },
        ],
    };

    public static ProfileChart Profile() => new()
    {
        Id = "profile",
        Title = "Difference by weekday",
        Format = Format.Seconds,
        Phases =
        [
            .. (((string Label, double? Effect)[])
                [("Mon", -0.01), ("Tue", -0.012), ("Wed", 0), ("Thu", null), ("Fri", 0.004), ("Sat", 0.021), ("Sun", 0.0185)])
                .Select(day => new TrendPhaseRow { Label = day.Label, Effect = day.Effect }),
        ],
        Pointer = "/seasons/0/phases",
    };

    private static TimePoint[] Days(Func<int, double?> value) =>
        [.. Enumerable.Range(0, 28).Select(i => new TimePoint(SampleCharts.From.AddDays(i), value(i)))];

    private static double? Value(int i) => i switch
    {
        5 => null,
        20 => 0.42,
        _ => (i < 14 ? 0.22 : 0.28) + (0.003 * ((i * 5 % 7) - 3)),
    };
}
