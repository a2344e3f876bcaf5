using Reliability.Common;

namespace Reliability.Trends.Internal;

/// <summary>Names what happened at the time of shifts.</summary>
internal static class ShiftMarkers
{
    /// <summary>Returns the report with the markers of each shift: those within its interval, or up to one point beside it.</summary>
    public static async ValueTask<TrendReport> AddAsync(
        TrendReport report, IReadOnlyList<IMarkerSource> sources, TrendOptions options, CancellationToken cancellationToken)
    {
        if (report.Shifts.Count == 0 || sources.Count == 0)
        {
            return report;
        }

        TimeSpan beside = report.Resolution == Storage.SeriesResolution.Hour ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1);
        var range = new TimeRange(
            report.Shifts.Min(shift => shift.Within.Start) - beside, report.Shifts.Max(shift => shift.Within.End) + beside);
        var markers = new List<Marker>();
        foreach (IMarkerSource source in sources)
        {
            markers.AddRange(
                await source.GetMarkersAsync(report.Metric.Service, range, cancellationToken).ConfigureAwait(false));
        }

        TrendReport marked = report with
        {
            Shifts = [.. report.Shifts.Select(shift => shift with { Markers = Near(markers, shift, beside) })],
        };
        return marked with { Summary = TrendText.Summary(marked, options) };
    }

    private static IReadOnlyList<Marker> Near(List<Marker> markers, MetricShift shift, TimeSpan beside)
    {
        DateTimeOffset middle = shift.At + (beside / 2);
        return
        [
            .. markers.Where(marker => marker.At >= shift.Within.Start - beside && marker.At < shift.Within.End + beside)
                .OrderBy(marker => (marker.At - middle).Duration()).ThenBy(marker => marker.Text, StringComparer.Ordinal),
        ];
    }
}
