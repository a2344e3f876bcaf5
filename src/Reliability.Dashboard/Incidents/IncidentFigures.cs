using Reliability.Incidents;

namespace Reliability.Dashboard.Internal;

/// <summary>Returns the rows about incidents.</summary>
internal static class IncidentFigures
{
    public static IncidentRow Row(Incident one) => new()
    {
        Id = one.Id,
        Service = one.Service,
        Title = one.Title,
        Severity = one.Definition.Severity == IncidentSeverity.Unknown ? "not stated" : one.Definition.Severity.ToString(),
        Status = one.Status.ToString(),
        Kind = Kind(one.Definition.Kind),
        StartedAt = one.StartedAt,
        EndedAt = one.EndedAt,
        Seconds = one.EndedAt is { } end && end > one.StartedAt && end - one.StartedAt <= Incident.MaxDuration
            ? Seconds(end - one.StartedAt)
            : null,
        BudgetBurnt = one.BudgetBurnt,
        AffectedRequests = one.Cost is null ? null : one.AffectedRequests,
        Cause = one.Definition.CauseClass,
        DuplicateOf = one.Definition.DuplicateOf,
        Missing = one.MissingInputs.Count == 0 ? null : string.Join(", ", one.MissingInputs),
    };

    /// <summary>
    /// Returns the rows of a page of a list. A list has what was last measured; what those burnt that are not resolved is measured now, all
    /// together, if the page has any.
    /// </summary>
    public static async ValueTask<IReadOnlyList<IncidentRow>> RowsAsync(
        IIncidents incidents, string service, IReadOnlyList<Incident> listed, CancellationToken cancellationToken)
    {
        Dictionary<string, Incident> open = new(StringComparer.Ordinal);
        if (listed.Any(one => one.Status != IncidentStatus.Resolved))
        {
            foreach (Incident one in await incidents.ListOpenAsync(service, cancellationToken).ConfigureAwait(false))
            {
                open[one.Id] = one;
            }
        }

        return [.. listed.Select(one => Row(open.GetValueOrDefault(one.Id) ?? one))];
    }

    public static IncidentServiceRow Service(IncidentReport report) => new()
    {
        Service = report.Service,
        Count = report.Count,
        Recurrences = report.RecurrenceCount,
        RecurringShare = report.Count == 0 ? null : (decimal)report.RecurrenceCount / report.Count,
        Doubtful = report.DoubtfulCount,
        Maintenance = report.MaintenanceCount,
        NearMisses = report.NearMissCount,
        Duplicates = report.DuplicateCount,
        Downtime = Seconds(report.Downtime),
        Detect = Durations(report.TimeToDetect),
        Restore = Durations(report.TimeToRestore),
    };

    public static IncidentPeriodRow Period(IncidentPeriod one) => new()
    {
        Start = one.Start,
        End = one.End,
        Count = one.Count,
        First = one.Count - one.Recurrences,
        Recurrences = one.Recurrences,
    };

    public static IncidentRotationRow Rotation(IncidentRotation one) => new()
    {
        Start = one.Start,
        End = one.End,
        Pages = one.Pages,
        OutOfHours = one.OutOfHours,
    };

    public static decimal Seconds(TimeSpan duration) => duration.Ticks / (decimal)TimeSpan.TicksPerSecond;

    /// <summary>
    /// Asks for twelve periods that end with the day, so that those of all services have the same bounds and no bar moves within a day.
    /// </summary>
    public static IncidentReportQuery Query(string service, DateTimeOffset now) =>
        new() { Service = service, To = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1) };

    private static string Kind(IncidentKind kind) => kind switch
    {
        IncidentKind.NearMiss => "Near miss",
        _ => kind.ToString(),
    };

    private static IncidentDurationRow Durations(IncidentDurations one) => new()
    {
        Count = one.Count,
        Median = one.Median is { } median ? Seconds(median) : null,
        P75 = one.P75 is { } p75 ? Seconds(p75) : null,
        P90 = one.P90 is { } p90 ? Seconds(p90) : null,
    };
}
