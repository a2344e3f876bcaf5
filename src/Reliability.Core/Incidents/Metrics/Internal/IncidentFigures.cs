using Reliability.Common;

namespace Reliability.Incidents.Internal;

/// <summary>The metrics of incidents.</summary>
internal sealed class IncidentFigures
{
    private readonly KnownService[] _services;
    private readonly TimeRange _range;
    private readonly DateTimeOffset _asOf;
    private readonly Incident[] _within;
    private readonly Incident[] _misdated;
    private readonly int _count;
    private readonly ExclusionList _excluded = new();

    public IncidentFigures(KnownService[] services, TimeRange range, DateTimeOffset asOf)
    {
        _services = services;
        _range = range;
        _asOf = asOf;
        _within = [.. services.SelectMany(one => one.Within)];
        _count = _within.Count(one => one.Counts);
        foreach (Incident one in _within)
        {
            if (MetricReasons.OfKind(one) is { } reason)
            {
                _excluded.Add(one.Service, one.Id, one.StartedAt, reason);
            }
        }

        _misdated = [.. services.SelectMany(one => one.Misdated)];
        foreach (Incident one in _misdated)
        {
            _excluded.Add(one.Service, one.Id, one.StartedAt, MetricReasons.OfDuration(one)!);
        }

        Recurrences = [.. services.SelectMany(RecurrencesOf).OrderBy(one => one.At).Select(one => one.One)];
    }

    public IReadOnlyList<RecurringIncident> Recurrences { get; }

    public DurationMetric TimeToDetect() => Durations(
        MetricTerm.TimeToDetect,
        one => (one.Times.StartedAt, MetricReasons.NoStart),
        one => (one.Times.DetectedAt, MetricReasons.NoDetection));

    /// <summary>Nobody has yet acknowledged an incident that goes on; nobody ever did one that is over.</summary>
    public DurationMetric TimeToAcknowledge() => Durations(
        MetricTerm.TimeToAcknowledge,
        one => (one.Times.DetectedAt, MetricReasons.NoDetection),
        one => (one.Times.AcknowledgedAt, IsOver(one) ? MetricReasons.NoAcknowledgement : null));

    public DurationMetric TimeToMitigate() => Durations(
        MetricTerm.TimeToMitigate,
        one => (one.StartedAt, null),
        one => (one.Times.MitigatedAt, IsOver(one) ? MetricReasons.NoMitigation : null));

    public DurationMetric TimeToRestore() => Durations(
        MetricTerm.TimeToRestore, one => (one.StartedAt, null), one => (one.EndedAt, null));

    public DurationMetric TimeToResolve() => Durations(
        MetricTerm.TimeToResolve,
        one => (one.Times.DetectedAt, MetricReasons.NoDetection),
        one => (one.Times.ResolvedAt, null));

    /// <summary>Incidents that started before the range and reach into it take time from it too.</summary>
    public RateMetric UptimeMtbf()
    {
        TimeSpan downtime = IncidentDowntime.Of(
            _services.SelectMany(one => one.Counted).Where(one => one.HasCredibleDuration).Select(Clip));
        return MetricValues.TimeBetween(MetricTerm.UptimeMtbf, _count, _range.Length - downtime, _excluded);
    }

    public RateMetric Frequency() =>
        MetricValues.Rate(MetricTerm.Frequency, _count, TimeSpan.FromDays(30) / _range.Length, _excluded);

    public ShareMetric RecurringShare() =>
        MetricValues.Share(MetricTerm.RecurringShare, Recurrences.Count, _count, _excluded);

    private bool IsOver(Incident one) => one.EndedAt <= _asOf;

    private TimeRange Clip(Incident one)
    {
        TimeRange own = one.RangeAt(_asOf);
        return new TimeRange(
            own.Start > _range.Start ? own.Start : _range.Start, own.End < _range.End ? own.End : _range.End);
    }

    /// <summary>Describes how long something took of the incidents whose durations count.</summary>
    /// <param name="term">The metric.</param>
    /// <param name="from">When it began, and what is missing otherwise.</param>
    /// <param name="to">When it ended, and what is missing otherwise; nothing is missing if it can still end.</param>
    private DurationMetric Durations(
        MetricTerm term,
        Func<Incident, (DateTimeOffset? At, string? Missing)> from,
        Func<Incident, (DateTimeOffset? At, string? Missing)> to)
    {
        var sample = new DurationSample(term, _asOf, Incident.MaxDuration);
        foreach (Incident one in _within)
        {
            (DateTimeOffset? start, string? noStart) = from(one);
            (DateTimeOffset? end, string? noEnd) = to(one);
            string? reason = MetricReasons.OfKind(one)
                ?? MetricReasons.OfDuration(one)
                ?? (start is null ? noStart : null)
                ?? (end is null ? noEnd : null);
            if (reason is null)
            {
                sample.Add(one.Service, one.Id, start!.Value, end);
            }
            else
            {
                sample.Exclude(one.Service, one.Id, one.StartedAt, reason);
            }
        }

        foreach (Incident one in _misdated)
        {
            sample.Exclude(one.Service, one.Id, one.StartedAt, MetricReasons.OfDuration(one)!);
        }

        return sample.ToMetric();
    }

    /// <summary>
    /// Returns what <see cref="IncidentRecurrence.Find"/> finds. Without a link, no other than the last of the same cause before can be the
    /// one that came again.
    /// </summary>
    private IEnumerable<(DateTimeOffset At, RecurringIncident One)> RecurrencesOf(KnownService service)
    {
        ILookup<string, Incident> byId = service.All.ToLookup(one => one.Id, StringComparer.Ordinal);
        Dictionary<string, Incident> last = new(StringComparer.OrdinalIgnoreCase);
        foreach (Incident one in service.Counted)
        {
            List<Incident> candidates = one.Definition.RecurrenceOf is { } linked ? [.. byId[linked]] : [];
            if (one.Definition.CauseClass is { } cause)
            {
                if (last.TryGetValue(cause, out Incident? previous))
                {
                    candidates.Add(previous);
                }

                last[cause] = one;
            }

            if (one.StartedAt < _range.Start || one.StartedAt >= _range.End)
            {
                continue;
            }

            // A person stated that it came again, of an incident that is not among these records.
            if (one.Definition.RecurrenceOf is { } unknown && !byId.Contains(unknown))
            {
                yield return (one.StartedAt, new RecurringIncident
                {
                    Service = one.Service,
                    Id = one.Id,
                    OfId = unknown,
                    IsExplicit = true,
                    Prevention = ActionFigures.PreventionOf(service.Actions, unknown, one.StartedAt),
                });
            }
            else if (IncidentRecurrence.Find(one, candidates) is { } found)
            {
                yield return (one.StartedAt, new RecurringIncident
                {
                    Service = one.Service,
                    Id = one.Id,
                    OfId = found.Of.Id,
                    IsExplicit = found.IsExplicit,
                    Prevention = ActionFigures.PreventionOf(service.Actions, found.Of.Id, one.StartedAt),
                });
            }
        }
    }
}
