using System.Globalization;
using System.Text;
using Reliability.Common.Internal;

namespace Reliability.Incidents.Internal;

/// <summary>The quality of records in words, the same in every culture and on every platform.</summary>
internal static class DataQualityText
{
    public static string Line(IncidentDataQuality one) => string.Create(
        CultureInfo.InvariantCulture,
        $"{one.Count} incidents: {one.Negative.Count} negative, {one.Zero.Count} zero, {one.TooLong.Count} longer than 30 days, "
            + $"detection known for {Coverage(one)}, {one.Overlapping.Count} overlapping (sum {MetricText.Duration(one.SumOfDurations)}, "
            + $"union {MetricText.Duration(one.Downtime)}), {one.PostedLate.Count} posted late, {one.OutOfOrder.Count} out of order");

    public static string Markdown(IncidentDataQuality one)
    {
        var text = new StringBuilder();
        Add($"# Data quality of incidents\n\n");
        Add($"From {one.Range.Start:yyyy-MM-dd'T'HH:mm:ss'Z'} to {one.Range.End:yyyy-MM-dd'T'HH:mm:ss'Z'}, ");
        Add($"as of {one.AsOf:yyyy-MM-dd'T'HH:mm:ss'Z'}: {Count(one.Count, "incident", "incidents")}. ");
        Add($"Not counted: {Count(one.DuplicateCount, "duplicate", "duplicates")}, ");
        Add($"{Count(one.MaintenanceCount, "time of maintenance", "times of maintenance")}, ");
        Add($"{Count(one.NearMissCount, "near miss", "near misses")}.\n\n");
        Add($"| check | number | incidents |\n|---|---:|---|\n");
        Row("ended before it started: durations do not count", one.Negative);
        Row("ended when it started: durations do not count", one.Zero);
        Row("longer than 30 days, as with a wrong year: durations do not count", one.TooLong);
        Row("open for more than 30 days, as when nobody closed it", one.StillOpen);
        Row("began after the time of the report: left out", one.AfterReport);
        Row("detection is not known", one.NoDetection);
        Row("overlaps another", one.Overlapping);
        Row("posted late: after its end, or a day or more after its start", one.PostedLate);
        Row("milestones out of order", one.OutOfOrder);
        Add($"\nDetection is known for {Coverage(one)}. ");
        Add($"The sum of the durations is {MetricText.Duration(one.SumOfDurations)}; ");
        Add($"without overlaps it is {MetricText.Duration(one.Downtime)}.\n");
        if (one.ImportedCount > 0)
        {
            Add($"When an incident was posted is not known for the {one.ImportedCount} that were imported.\n");
        }

        return text.ToString();

        void Row(string check, IReadOnlyList<IncidentReference> incidents) =>
            Add($"| {check} | {incidents.Count} | {string.Join(", ", incidents.Select(Name))} |\n");

        void Add(FormattableString part) => text.Append(part.ToString(CultureInfo.InvariantCulture));
    }

    private static string Count(int count, string singular, string plural) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? singular : plural)}");

    private static string Name(IncidentReference one) => MarkdownText.Escape($"{one.Service}/{one.Id}");

    private static string Coverage(IncidentDataQuality one) => one.DetectedShare is { } share ? MetricText.Percent(share) : "none";
}
