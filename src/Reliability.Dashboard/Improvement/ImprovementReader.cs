using Microsoft.Extensions.DependencyInjection;
using Reliability.Incidents;

namespace Reliability.Dashboard.Internal;

/// <summary>Reads what the page about the improvement of a service shows.</summary>
internal sealed class ImprovementReader(IServiceProvider services, string setup)
{
    /// <summary>The most dots of a chart and rows of its table.</summary>
    public const int MaxDots = 200;

    private const int MaxRows = 100;

    /// <summary>The most postmortems in the list; the API has all.</summary>
    private const int MaxPostmortems = 50;

    public async ValueTask<ImprovementDocument> ReadAsync(string key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string service = RecordKey.Read(key).Service;
        IPostmortems postmortems = services.GetRequiredKeyedService<IPostmortems>(setup);
        ImprovementReport report = await services.GetRequiredKeyedService<IImprovementMetrics>(setup)
            .GetMetricsAsync(MetricRows.Range(now), service, cancellationToken: cancellationToken).ConfigureAwait(false);
        IncidentPage incidents = await services.GetRequiredKeyedService<IIncidents>(setup).ListAsync(
            new IncidentQuery { Service = service, MaxCount = IncidentQuery.MaxPageSize }, cancellationToken).ConfigureAwait(false);
        ActionPage actions = await postmortems.ListActionsAsync(ActionFigures.Query(service), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<RequiredPostmortem> required =
            await postmortems.ListRequiredAsync(service, cancellationToken).ConfigureAwait(false);
        PostmortemPage list = await postmortems.ListAsync(
            new PostmortemQuery { Service = service, MaxCount = MaxPostmortems }, cancellationToken).ConfigureAwait(false);
        var known = incidents.Incidents.ToDictionary(one => one.Id, StringComparer.Ordinal);
        bool hasIncidents = incidents.TotalCount + incidents.Unreadable.Count > 0;
        IncidentDurationsRow[] rows = [.. Durations(report, known)];
        ExclusionRow[] excluded = [.. Exclusions(report, known)];
        ImplementedRow[] implemented = [.. Implemented(report.TimeToImplement, actions)];
        return new ImprovementDocument
        {
            AsOf = now,
            Service = service,
            From = report.Range.Start,
            To = report.Range.End,
            Environment = report.Environment,
            Recorded = incidents.TotalCount,
            Unreadable = report.Unreadable.Count + list.Unreadable.Count,
            Metrics = [.. report.Metrics.Select(one => MetricRows.Of(one, hasIncidents))],
            Incidents = [.. rows.Take(MaxDots)],
            MoreIncidents = Math.Max(0, rows.Length - MaxDots),
            Excluded = [.. excluded.Take(MaxRows)],
            MoreExcluded = Math.Max(0, excluded.Length - MaxRows),
            Recurrences = [.. report.Recurrences.Reverse().Take(MaxRows).Select(one => Recurrence(one, known))],
            MoreRecurrences = Math.Max(0, report.Recurrences.Count - MaxRows),
            Implemented = [.. implemented.Take(MaxDots)],
            MoreImplemented = Math.Max(0, implemented.Length - MaxDots),
            Actions = ActionFigures.Of(actions, now),
            Required = RequiredFigures.Of(required, postmortems.Policy),
            Postmortems = [.. list.Postmortems.Select(Postmortem)],
            PostmortemTotal = list.TotalCount,
        };
    }

    /// <summary>Joins the three durations of each incident, the latest start first.</summary>
    private static IEnumerable<IncidentDurationsRow> Durations(ImprovementReport report, Dictionary<string, Incident> known)
    {
        Dictionary<string, IncidentDurationsRow> rows = new(StringComparer.Ordinal);
        Add(report.TimeToDetect, (row, ended, soFar) => row with { Detect = ended, DetectSoFar = soFar });
        Add(report.TimeToRestore, (row, ended, soFar) => row with { Restore = ended, RestoreSoFar = soFar });
        Add(report.TimeToResolve, (row, ended, soFar) => row with { Resolve = ended, ResolveSoFar = soFar });
        return rows.Values.OrderByDescending(one => one.StartedAt).ThenBy(one => one.Id, StringComparer.Ordinal);

        void Add(DurationMetric metric, Func<IncidentDurationsRow, double?, double?, IncidentDurationsRow> set)
        {
            foreach (MetricValue one in metric.Values)
            {
                rows[one.Id] = set(Row(one), one.Value.TotalSeconds, null);
            }

            foreach (MetricValue one in metric.Open)
            {
                rows[one.Id] = set(Row(one), null, one.Value.TotalSeconds);
            }
        }

        IncidentDurationsRow Row(MetricValue one) => rows.GetValueOrDefault(one.Id) ?? new IncidentDurationsRow
        {
            Id = one.Id,
            Title = known.GetValueOrDefault(one.Id)?.Title ?? one.Id,
            StartedAt = known.GetValueOrDefault(one.Id)?.StartedAt ?? one.At,
        };
    }

    /// <summary>A record that several metrics leave out for the same reason is one row.</summary>
    private static IEnumerable<ExclusionRow> Exclusions(ImprovementReport report, Dictionary<string, Incident> known) =>
        report.Metrics
            .SelectMany(metric => metric.Excluded.Select(one => (one.Id, one.Reason, Metric: MetricRows.Label(metric))))
            .GroupBy(one => (one.Id, one.Reason))
            .Select(group => new ExclusionRow
            {
                Id = group.Key.Id,
                Title = known.GetValueOrDefault(group.Key.Id)?.Title,
                Reason = group.Key.Reason,
                Metrics = string.Join(", ", group.Select(one => one.Metric).Distinct(StringComparer.Ordinal)),
            });

    private static RecurrenceRow Recurrence(RecurringIncident one, Dictionary<string, Incident> known) => new()
    {
        Id = one.Id,
        Title = known.GetValueOrDefault(one.Id)?.Title ?? one.Id,
        OfId = one.OfId,
        OfTitle = known.GetValueOrDefault(one.OfId)?.Title ?? one.OfId,
        Prevention = PostmortemWording.Prevention(one.Prevention),
    };

    private static IEnumerable<ImplementedRow> Implemented(DurationMetric metric, ActionPage actions)
    {
        ILookup<string, TrackedAction> known = actions.Actions.ToLookup(one => one.Action.Id, StringComparer.Ordinal);
        return metric.Values.Select(one => (Value: one, IsOpen: false)).Concat(metric.Open.Select(one => (Value: one, IsOpen: true)))
            .OrderByDescending(one => one.Value.At)
            .ThenBy(one => one.Value.Id, StringComparer.Ordinal)
            .Select(one => new ImplementedRow
            {
                Id = one.Value.Id,
                Title = known[one.Value.Id].FirstOrDefault()?.Action.Title ?? one.Value.Id,
                FiledAt = one.Value.At,
                Seconds = one.IsOpen ? null : one.Value.Value.TotalSeconds,
                SoFar = one.IsOpen ? one.Value.Value.TotalSeconds : null,
            });
    }

    private static PostmortemRow Postmortem(Postmortem one) => new()
    {
        Id = one.IncidentId,
        Title = one.Title,
        Status = PostmortemWording.Status(one.Status),
        Missing = PostmortemWording.Missing(one.Content.Gaps),
        DraftedAt = one.CreatedAt,
        FinalAt = one.FinalizedAt,
        Actions = one.Content.Actions.Count,
        OpenActions = one.Content.Actions.Count(action => action.Status == ActionStatus.Open),
    };
}
