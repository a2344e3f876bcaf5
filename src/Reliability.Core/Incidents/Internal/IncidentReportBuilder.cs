using Reliability.Common;

namespace Reliability.Incidents.Internal;

/// <summary>Makes reports of incidents. No clock, no I/O.</summary>
internal static class IncidentReportBuilder
{
    public static IncidentReport Build(
        IncidentReportQuery query,
        IEnumerable<ReportedIncident> all,
        IReadOnlyList<DateTimeOffset>? pages,
        OnCallHours hours,
        TimeZoneInfo zone,
        DateTimeOffset now)
    {
        TimeRange range = RangeOf(query, now);
        ReportedIncident[] ordered = [.. all];
        Array.Sort(ordered, ReportedIncident.Compare);
        MarkRecurrences(ordered);
        ReportedIncident[] within = [.. ordered.Where(one => one.StartedAt >= range.Start && one.StartedAt < range.End)];
        ReportedIncident[] counted = [.. within.Where(one => one.Counts)];
        ReportedIncident[] credible = [.. counted.Where(one => one.HasCredibleDuration)];
        return new IncidentReport
        {
            Service = query.Service,
            AsOf = now,
            Range = range,
            Periods = PeriodsOf(query, range, counted),
            Count = counted.Length,
            OpenCount = counted.Count(one => one.Status != IncidentStatus.Resolved),
            MaintenanceCount = within.Count(one => one.Kind == IncidentKind.Maintenance),
            NearMissCount = within.Count(one => one.Kind == IncidentKind.NearMiss),
            DuplicateCount = within.Count(one => one is { Kind: IncidentKind.Incident, IsDuplicate: true }),
            RecurrenceCount = counted.Count(one => one.IsRecurrence),
            Downtime = IncidentDowntime.Of(credible.Select(one => one.RangeAt(now))),
            TimeToDetect = IncidentDurations.Of(credible.Where(one => one.TimeToDetect is not null)
                .Select(one => one.TimeToDetect!.Value)),
            TimeToRestore = IncidentDurations.Of(credible.Where(one => one.EndedAt is not null)
                .Select(one => one.EndedAt!.Value - one.StartedAt)),
            DoubtfulCount = counted.Length - credible.Length,
            BySeverity =
            [
                .. counted.GroupBy(one => one.Severity)
                    .OrderByDescending(group => group.Key)
                    .Select(group => new IncidentCount { Key = IncidentWords.Severity.Word(group.Key), Count = group.Count() }),
            ],
            ByCause =
            [
                .. counted.Where(one => one.CauseClass is not null)
                    .GroupBy(one => one.CauseClass!, StringComparer.OrdinalIgnoreCase)
                    .Select(group => new IncidentCount { Key = group.Min(one => one.CauseClass!)!, Count = group.Count() })
                    .OrderByDescending(one => one.Count)
                    .ThenBy(one => one.Key, StringComparer.OrdinalIgnoreCase),
            ],
            Rotations = pages is null ? [] : [.. RotationsOf(hours, range, pages, zone)],
            OnCall = hours,
            Zone = zone.Id,
        };
    }

    public static TimeRange RangeOf(IncidentReportQuery query, DateTimeOffset now)
    {
        DateTimeOffset end = (query.To ?? now).ToUniversalTime();
        return new TimeRange(end - (IncidentReportQuery.PeriodLength * query.Periods), end);
    }

    private static IncidentPeriod[] PeriodsOf(IncidentReportQuery query, TimeRange range, ReportedIncident[] counted)
    {
        int[] counts = new int[query.Periods];
        int[] recurrences = new int[query.Periods];
        foreach (ReportedIncident one in counted)
        {
            int i = (int)((one.StartedAt - range.Start).Ticks / IncidentReportQuery.PeriodLength.Ticks);
            counts[i]++;
            recurrences[i] += one.IsRecurrence ? 1 : 0;
        }

        return
        [
            .. counts.Select((count, i) => new IncidentPeriod
            {
                Start = range.Start + (IncidentReportQuery.PeriodLength * i),
                End = range.Start + (IncidentReportQuery.PeriodLength * (i + 1)),
                Count = count,
                Recurrences = recurrences[i],
            }),
        ];
    }

    /// <summary>
    /// Marks those that <see cref="IncidentRecurrence.Find"/> would find. Without a link, no other than the last of the same cause before
    /// can be the one that came again.
    /// </summary>
    private static void MarkRecurrences(ReportedIncident[] ordered)
    {
        HashSet<string>? ids = null;
        Dictionary<string, ReportedIncident> last = new(StringComparer.OrdinalIgnoreCase);
        foreach (ReportedIncident one in ordered.Where(one => one.Counts))
        {
            bool isSame = false;
            if (one.CauseClass is { } cause)
            {
                isSame = last.TryGetValue(cause, out ReportedIncident? previous)
                    && one.StartedAt - previous.StartedAt <= IncidentRecurrence.DefaultLookback;
                last[cause] = one;
            }

            if (one.RecurrenceOf is { } linked)
            {
                ids ??= ordered.Select(other => other.Id).ToHashSet(StringComparer.Ordinal);
                isSame = linked != one.Id && ids.Contains(linked);
            }

            one.IsRecurrence = isSame;
        }
    }

    private static IEnumerable<IncidentRotation> RotationsOf(
        OnCallHours hours, TimeRange range, IReadOnlyList<DateTimeOffset> pages, TimeZoneInfo zone)
    {
        var first = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(range.Start, zone).DateTime);
        int past = (first.DayNumber - hours.RotationStart.DayNumber) % hours.RotationDays;
        DateOnly day = first.AddDays(-(past < 0 ? past + hours.RotationDays : past));
        DateTimeOffset[] sorted = [.. pages.Where(at => at >= range.Start && at < range.End).Order()];
        int next = 0;
        for (DateTimeOffset start = Midnight(day, zone); start < range.End;)
        {
            day = day.AddDays(hours.RotationDays);
            DateTimeOffset end = Midnight(day, zone);
            int count = 0;
            int outside = 0;
            for (; next < sorted.Length && sorted[next] < end; next++)
            {
                count++;
                outside += hours.AreWorkingHours(TimeZoneInfo.ConvertTime(sorted[next], zone)) ? 0 : 1;
            }

            yield return new IncidentRotation { Start = start, End = end, Pages = count, OutOfHours = outside };
            start = end;
        }
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
