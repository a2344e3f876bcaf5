using System.Globalization;
using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Trends.Internal;

/// <summary>Puts the shifts of several metrics together.</summary>
internal static class ShiftGrouping
{
    /// <summary>The points by which an effect may follow its cause, or its discovery lag behind.</summary>
    private const int Slack = 3;

    public static IReadOnlyList<ShiftGroup> Of(IEnumerable<TrendReport> reports) =>
    [
        .. reports.GroupBy(report => report.Metric.Service, StringComparer.Ordinal).SelectMany(OfService)
            .OrderByDescending(group => group.Within.Start)
            .ThenBy(group => group.Service, StringComparer.Ordinal),
    ];

    private static IEnumerable<ShiftGroup> OfService(IGrouping<string, TrendReport> service)
    {
        Found[] found =
        [
            .. service.SelectMany(report => report.Shifts.Select(shift => new Found(report, shift)))
                .OrderBy(one => one.Shift.At)
                .ThenBy(one => one.Report.Metric.Name, StringComparer.Ordinal),
        ];
        for (int i = 0; i < found.Length;)
        {
            Found first = found[i];
            Found[] together = [.. found.Skip(i).TakeWhile(one => one.Shift.Within.Start <= first.Shift.Within.End + first.Slack)];
            if (together.Select(one => one.Report.Metric.Name).Distinct(StringComparer.Ordinal).Count() > 1)
            {
                yield return Group(service.Key, together);
            }

            i += together.Length;
        }
    }

    private static ShiftGroup Group(string service, Found[] found)
    {
        Found first = found[0];
        Found[] others = [.. found.Where(one => one.Report.Metric.Name != first.Report.Metric.Name)];
        bool isCertain = others.All(one => one.Shift.Within.Start >= first.Shift.Within.End);
        return new ShiftGroup
        {
            Service = service,
            Within = new TimeRange(found.Min(one => one.Shift.Within.Start), found.Max(one => one.Shift.Within.End)),
            Shifts = [.. found.Select(one => new GroupedShift { Metric = one.Report.Metric.Name, Shift = one.Shift })],
            IsFirstCertain = isCertain,
            Summary = Summary(first, others, isCertain),
        };
    }

    private static string Summary(Found first, Found[] others, bool isCertain)
    {
        string then = string.Join(
            ", ",
            others.DistinctBy(one => one.Report.Metric.Name, StringComparer.Ordinal)
                .Select(one => $"{one.Report.Metric.Name} on {one.Day}"));
        string marker = first.Shift.Markers.Count > 0 ? $", at the same time as {first.Shift.Markers[0].Text}" : string.Empty;
        return isCertain
            ? $"{first.Report.Metric.Name} changed first, on {first.Day}{marker}; then {then}."
            : $"{first.Report.Metric.Name} on {first.Day}{marker}, and {then}; the intervals overlap, so any of them may have been the "
                + "first.";
    }

    private sealed record Found(TrendReport Report, MetricShift Shift)
    {
        private bool IsHourly => Report.Resolution == SeriesResolution.Hour;

        public TimeSpan Slack => (IsHourly ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1)) * ShiftGrouping.Slack;

        public string Day => Shift.At.ToString(IsHourly ? "d MMMM 'at' HH:mm" : "d MMMM", CultureInfo.InvariantCulture);
    }
}
