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
        Incident[] ordered = [.. all];
        Array.Sort(ordered, IncidentSelection.CompareStarts);
        Incident[] within = [.. ordered.Where(one => one.StartedAt >= range.Start && one.StartedAt < range.End)];
        Incident[] counted = [.. within.Where(one => one.Counts)];
        HashSet<string> recurring = RecurringOf(ordered, counted);
        Incident[] credible = [.. counted.Where(one => one.HasCredibleDuration)];
        return new IncidentReport
        {
            Service = query.Service,
            AsOf = now,
            Range = range,
            Periods = PeriodsOf(query, range, counted, recurring),
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
    }

    public static TimeRange RangeOf(IncidentReportQuery query, DateTimeOffset now)
    {
        DateTimeOffset end = (query.To ?? now).ToUniversalTime();
        return new TimeRange(end - (IncidentReportQuery.PeriodLength * query.Periods), end);
    }

    private static IncidentPeriod[] PeriodsOf(
        IncidentReportQuery query, TimeRange range, Incident[] counted, HashSet<string> recurring)
    {
        int[] counts = new int[query.Periods];
        int[] recurrences = new int[query.Periods];
        foreach (Incident one in counted)
        {
            int i = (int)((one.StartedAt - range.Start).Ticks / IncidentReportQuery.PeriodLength.Ticks);
            counts[i]++;
            recurrences[i] += recurring.Contains(one.Id) ? 1 : 0;
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
    /// Returns the ids of those that came again. It was the linked one or the last of the same cause before: no other can be the one that
    /// came again.
    /// </summary>
    private static HashSet<string> RecurringOf(Incident[] ordered, Incident[] counted)
    {
        Dictionary<string, Incident> last = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, Incident> before = new(StringComparer.Ordinal);
        Dictionary<string, Incident> byId = new(ordered.Length, StringComparer.Ordinal);
        foreach (Incident one in ordered)
        {
            byId.Add(one.Id, one);
            if (one is { Counts: true, Definition.CauseClass: { } cause })
            {
                if (last.TryGetValue(cause, out Incident? previous))
                {
                    before.Add(one.Id, previous);
                }

                last[cause] = one;
            }
        }

        HashSet<string> recurring = new(StringComparer.Ordinal);
        foreach (Incident one in counted)
        {
            Incident? linked = one.Definition.RecurrenceOf is { } id ? byId.GetValueOrDefault(id) : null;
            Incident? previous = before.GetValueOrDefault(one.Id);
            if ((linked is not null && IncidentRecurrence.Find(one, [linked]) is not null)
                || (previous is not null && IncidentRecurrence.Find(one, [previous]) is not null))
            {
                recurring.Add(one.Id);
            }
        }

        return recurring;
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
