using Reliability.Common;

namespace Reliability.Trends.Internal;

/// <summary>Names what happened at the time of shifts.</summary>
internal static class ShiftMarkers
{
    /// <summary>
    /// Returns reports with the markers of each shift: those within its interval, or up to one point beside it. Each source is asked once
    /// for each service that has a shift.
    /// </summary>
    public static async ValueTask<IReadOnlyList<TrendReport>> AddAsync(
        IReadOnlyList<TrendReport> reports,
        IReadOnlyList<IMarkerSource> sources,
        TrendOptions options,
        CancellationToken cancellationToken)
    {
        var markers = new Dictionary<string, List<Marker>>(StringComparer.Ordinal);
        foreach (IGrouping<string, TrendReport> service in
            reports.Where(report => report.Shifts.Count > 0).GroupBy(report => report.Metric.Service, StringComparer.Ordinal))
        {
            var range = new TimeRange(
                service.Min(report => report.Shifts.Min(shift => shift.Within.Start) - Beside(report)),
                service.Max(report => report.Shifts.Max(shift => shift.Within.End) + Beside(report)));
            List<Marker> found = markers[service.Key] = [];
            foreach (IMarkerSource source in sources)
            {
                found.AddRange(await source.GetMarkersAsync(service.Key, range, cancellationToken).ConfigureAwait(false));
            }
        }

        return
        [
            .. reports.Select(report => report.Shifts.Count > 0 && markers[report.Metric.Service] is { Count: > 0 } found
                ? Mark(report, found, options)
                : report),
        ];
    }

    private static TimeSpan Beside(TrendReport report) =>
        report.Resolution == Storage.SeriesResolution.Hour ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1);

    private static TrendReport Mark(TrendReport report, List<Marker> markers, TrendOptions options)
    {
        TrendReport marked = report with
        {
            Shifts = [.. report.Shifts.Select(shift => shift with { Markers = Near(markers, shift, Beside(report)) })],
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
