using Reliability.Common;

namespace Reliability.Incidents.Internal;

/// <summary>Makes reports of incidents. No clock, no I/O.</summary>
internal static class IncidentReportBuilder
{
    public static IncidentReport Build(
        IncidentReportQuery query,
        IReadOnlyList<Incident> all,
        IReadOnlyList<DateTimeOffset>? pages,
        TimeZoneInfo zone,
        DateTimeOffset now)
    {
        TimeRange range = RangeOf(query, now);
        Incident[] within = [.. all.Where(one => one.StartedAt >= range.Start && one.StartedAt < range.End)];
        Incident[] counted = [.. within.Where(one => one.Counts)];
        Dictionary<string, Incident> before = PredecessorsOf(all);
        Dictionary<string, Incident> byId = all.ToDictionary(one => one.Id, StringComparer.Ordinal);
        HashSet<string> recurring =
        [
            .. counted.Where(one => IncidentRecurrence.Find(one, HistoryOf(one)) is not null).Select(one => one.Id),
        ];
        Incident[] credible = [.. counted.Where(one => one.HasCredibleDuration)];
        return new IncidentReport
        {
            Service = query.Service,
            AsOf = now,
            Range = range,
            Periods =
            [
                .. Enumerable.Range(0, query.Periods).Select(i => range.Start + (IncidentReportQuery.PeriodLength * i)).Select(start =>
                {
                    DateTimeOffset end = start + IncidentReportQuery.PeriodLength;
                    Incident[] some = [.. counted.Where(one => one.StartedAt >= start && one.StartedAt < end)];
                    return new IncidentPeriod
                    {
                        Start = start,
                        End = end,
                        Count = some.Length,
                        Recurrences = some.Count(one => recurring.Contains(one.Id)),
                    };
                }),
            ],
            Count = counted.Length,
            OpenCount = counted.Count(one => one.Status != IncidentStatus.Resolved),
            MaintenanceCount = within.Count(one => one.Definition.Kind == IncidentKind.Maintenance),
            NearMissCount = within.Count(one => one.Definition.Kind == IncidentKind.NearMiss),
            DuplicateCount = within.Count(one => one.Definition is { Kind: IncidentKind.Incident, DuplicateOf: not null }),
            RecurrenceCount = recurring.Count,
            Downtime = IncidentDowntime.Of(credible.Select(one => one.RangeAt(now))),
            TimeToDetect = IncidentDurations.Of(credible
                .Where(one => one.Times.DetectedAt >= one.Times.StartedAt)
                .Select(one => one.Times.DetectedAt!.Value - one.StartedAt)),
            TimeToRestore = IncidentDurations.Of(credible.Where(one => one.EndedAt is not null)
                .Select(one => one.EndedAt!.Value - one.StartedAt)),
            DoubtfulCount = counted.Length - credible.Length,
            BySeverity =
            [
                .. counted.GroupBy(one => one.Definition.Severity)
                    .OrderByDescending(group => group.Key)
                    .Select(group => new IncidentCount { Key = IncidentWords.Severity.Word(group.Key), Count = group.Count() }),
            ],
            ByCause =
            [
                .. counted.Where(one => one.Definition.CauseClass is not null)
                    .GroupBy(one => one.Definition.CauseClass!, StringComparer.OrdinalIgnoreCase)
                    .Select(group => new IncidentCount { Key = group.Min(one => one.Definition.CauseClass!)!, Count = group.Count() })
                    .OrderByDescending(one => one.Count)
                    .ThenBy(one => one.Key, StringComparer.OrdinalIgnoreCase),
            ],
            Rotations = pages is null ? [] : [.. RotationsOf(query, range, pages, zone)],
            Zone = zone.Id,
        };

        IEnumerable<Incident> HistoryOf(Incident one) =>
            (before.TryGetValue(one.Id, out Incident? previous) ? (Incident[])[previous] : [])
                .Concat(one.Definition.RecurrenceOf is { } id && byId.TryGetValue(id, out Incident? linked) ? [linked] : []);
    }

    public static TimeRange RangeOf(IncidentReportQuery query, DateTimeOffset now)
    {
        DateTimeOffset end = (query.To ?? now).ToUniversalTime();
        return new TimeRange(end - (IncidentReportQuery.PeriodLength * query.Periods), end);
    }

    /// <summary>Returns, by id, the last incident of the same cause before each: no other can be the one that came again.</summary>
    private static Dictionary<string, Incident> PredecessorsOf(IReadOnlyList<Incident> all)
    {
        Dictionary<string, Incident> before = new(StringComparer.Ordinal);
        foreach (IGrouping<string, Incident> cause in all.Where(one => one.Counts && one.Definition.CauseClass is not null)
            .GroupBy(one => one.Definition.CauseClass!, StringComparer.OrdinalIgnoreCase))
        {
            Incident? last = null;
            foreach (Incident one in cause.OrderBy(one => one.StartedAt).ThenBy(one => one.Id, StringComparer.Ordinal))
            {
                if (last is not null)
                {
                    before[one.Id] = last;
                }

                last = one;
            }
        }

        return before;
    }

    private static IEnumerable<IncidentRotation> RotationsOf(
        IncidentReportQuery query, TimeRange range, IReadOnlyList<DateTimeOffset> pages, TimeZoneInfo zone)
    {
        var first = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(range.Start, zone).DateTime);
        int past = (first.DayNumber - query.RotationStart.DayNumber) % query.RotationDays;
        DateOnly day = first.AddDays(-(past < 0 ? past + query.RotationDays : past));
        DateTimeOffset[] sorted = [.. pages.Where(at => at >= range.Start && at < range.End).Order()];
        int next = 0;
        for (DateTimeOffset start = Midnight(day, zone); start < range.End;)
        {
            day = day.AddDays(query.RotationDays);
            DateTimeOffset end = Midnight(day, zone);
            int count = 0;
            int outside = 0;
            for (; next < sorted.Length && sorted[next] < end; next++)
            {
                count++;
                outside += IsWorkingTime(query, TimeZoneInfo.ConvertTime(sorted[next], zone)) ? 0 : 1;
            }

            yield return new IncidentRotation { Start = start, End = end, Pages = count, OutOfHours = outside };
            start = end;
        }
    }

    private static bool IsWorkingTime(IncidentReportQuery query, DateTimeOffset local)
    {
        var time = TimeOnly.FromDateTime(local.DateTime);
        return local.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && time >= query.WorkFrom && time < query.WorkTo;
    }

    /// <summary>Returns the first moment of a day, also where the clocks are put forward at midnight.</summary>
    private static DateTimeOffset Midnight(DateOnly day, TimeZoneInfo zone)
    {
        DateTime local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        TimeSpan offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
