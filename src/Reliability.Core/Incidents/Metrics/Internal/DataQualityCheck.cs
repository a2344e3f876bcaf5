using Reliability.Common;

namespace Reliability.Incidents.Internal;

/// <summary>Finds what is doubtful about records of incidents.</summary>
internal static class DataQualityCheck
{
    public static IncidentDataQuality Of(Incident[] incidents, TimeRange range, DateTimeOffset asOf)
    {
        Incident[] within =
        [
            .. incidents.Where(Belongs)
                .OrderBy(one => one.StartedAt)
                .ThenBy(one => one.Service, StringComparer.Ordinal)
                .ThenBy(one => one.Id, StringComparer.Ordinal),
        ];
        Incident[] counted = [.. within.Where(one => one.Counts)];
        Incident[] credible = [.. counted.Where(one => one.HasCredibleDuration)];
        IncidentReference[] undetected = With(counted, IncidentDoubts.NoDetection);
        return new IncidentDataQuality
        {
            AsOf = asOf,
            Range = range,
            Count = counted.Length,
            Negative = With(counted, IncidentDoubts.NegativeDuration),
            Zero = With(counted, IncidentDoubts.ZeroDuration),
            TooLong = With(counted, IncidentDoubts.TooLong),
            StillOpen =
            [
                .. counted.Where(one => one.EndedAt is null && one.DoubtsAt(asOf).HasFlag(IncidentDoubts.TooLong)).Select(NameOf),
            ],
            AfterReport =
            [
                .. incidents.Where(one => one.StartedAt > asOf && !Belongs(one))
                    .OrderBy(one => one.StartedAt)
                    .ThenBy(one => one.Service, StringComparer.Ordinal)
                    .ThenBy(one => one.Id, StringComparer.Ordinal)
                    .Select(NameOf),
            ],
            NoDetection = undetected,
            DetectedShare = counted.Length == 0 ? null : (double)(counted.Length - undetected.Length) / counted.Length,
            Overlapping = Overlapping(credible, asOf),
            SumOfDurations = TimeSpan.FromTicks(credible.Sum(one => one.RangeAt(asOf).Length.Ticks)),
            Downtime = IncidentDowntime.Of(credible.Select(one => one.RangeAt(asOf))),
            PostedLate = With([.. counted.Where(one => one.Source != IncidentSource.Import)], IncidentDoubts.PostedLate),
            ImportedCount = counted.Count(one => one.Source == IncidentSource.Import),
            OutOfOrder = With(counted, IncidentDoubts.OutOfOrder),
            DuplicateCount = within.Count(one => MetricReasons.OfKind(one) == MetricReasons.Duplicate),
            MaintenanceCount = within.Count(one => MetricReasons.OfKind(one) == MetricReasons.Maintenance),
            NearMissCount = within.Count(one => MetricReasons.OfKind(one) == MetricReasons.NearMiss),
        };

        bool Belongs(Incident one) => IsIn(one.StartedAt) || (one.EndedAt is { } end && IsIn(end));

        bool IsIn(DateTimeOffset at) => at >= range.Start && at < range.End;
    }

    private static IncidentReference[] With(Incident[] incidents, IncidentDoubts doubt) =>
        [.. incidents.Where(one => one.Doubts.HasFlag(doubt)).Select(NameOf)];

    /// <summary>
    /// Returns those that overlap another. One that overlaps any earlier one overlaps the one of them that ends last.
    /// </summary>
    /// <param name="ordered">The incidents, the earliest start first.</param>
    /// <param name="asOf">The end of those that have not ended.</param>
    private static IncidentReference[] Overlapping(Incident[] ordered, DateTimeOffset asOf)
    {
        bool[] overlaps = new bool[ordered.Length];
        int last = -1;
        DateTimeOffset until = DateTimeOffset.MinValue;
        for (int i = 0; i < ordered.Length; i++)
        {
            TimeRange own = ordered[i].RangeAt(asOf);
            if (last >= 0 && own.Start < until && own.End > own.Start)
            {
                overlaps[i] = true;
                overlaps[last] = true;
            }

            if (own.End > until)
            {
                (last, until) = (i, own.End);
            }
        }

        return [.. ordered.Where((_, i) => overlaps[i]).Select(NameOf)];
    }

    private static IncidentReference NameOf(Incident one) => new() { Service = one.Service, Id = one.Id };
}
