using Microsoft.Extensions.DependencyInjection;
using Reliability.Incidents;
using Reliability.Releases;

namespace Reliability.Dashboard.Internal;

/// <summary>Reads what the page of an incident shows.</summary>
internal sealed class IncidentPageReader(IServiceProvider services, string setup)
{
    /// <summary>The most entries of the timeline, changes and alerts; the API has all.</summary>
    private const int MaxEntries = 100;

    /// <summary>The most characters of an entry and of a description; the API has all.</summary>
    private const int MaxText = 2000;

    /// <param name="key">The service and the id.</param>
    /// <param name="now">The present time.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">There is no such incident.</exception>
    public async ValueTask<IncidentDocument> ReadAsync(string key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        (string service, string? id) = RecordKey.Read(key);
        IIncidents incidents = services.GetRequiredKeyedService<IIncidents>(setup);
        Incident one = await incidents.GetAsync(service, id ?? string.Empty, cancellationToken).ConfigureAwait(false)
            ?? throw new KeyNotFoundException("No incident of this service has this id. The page of its incidents lists all of them.");
        IncidentRecurrence? recurrence = one.Definition is { CauseClass: null, RecurrenceOf: null }
            ? null
            : await incidents.FindRecurrenceAsync(one, cancellationToken).ConfigureAwait(false);
        DeploymentAttribution deployment = await incidents.AttributeAsync(one, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<IncidentMilestoneRow> milestones = Milestones(one);
        DateTimeOffset last = one.EndedAt is null ? now : milestones[^1].At.AddTicks(1);
        IReadOnlyList<MarkerRow> markers = await PageMarkers.ReadAsync(services, setup, service, milestones[0].At, last, cancellationToken)
            .ConfigureAwait(false);
        IPostmortems postmortems = services.GetRequiredKeyedService<IPostmortems>(setup);
        Postmortem? postmortem = await postmortems.GetAsync(service, one.Id, cancellationToken).ConfigureAwait(false);
        RequiredPostmortem? required = (await postmortems.ListRequiredAsync(service, cancellationToken).ConfigureAwait(false))
            .FirstOrDefault(other => other.IncidentId == one.Id);
        return new IncidentDocument
        {
            AsOf = now,
            Incident = IncidentFigures.Row(one),
            Description = Shorten(one.Definition.Description),
            Impact = Shorten(one.Definition.Impact),
            Source = one.Source switch
            {
                IncidentSource.Alerts => "alerts of the service",
                IncidentSource.Import => "an import",
                _ => "a person or a program",
            },
            OpenedAt = one.OpenedAt,
            Doubts = [.. IncidentWording.Doubts(one.DoubtsAt(now))],
            Milestones = milestones,
            Markers = [.. markers.Where(marker => marker.MarkerKind != MarkerKind.Incident || marker.At != one.StartedAt)],
            MeasuredAt = one.Cost?.MeasuredAt,
            Objectives = [.. one.Cost?.Objectives.Select(Objective) ?? []],
            RecurrenceOf = recurrence is null ? null : IncidentFigures.Row(recurrence.Of),
            RecurrenceBecause = recurrence is null ? null
                : recurrence.IsExplicit ? "A person linked the two."
                : "It has the same class of cause and started at most 90 days before.",
            Deployment = Deployment(deployment),
            Postmortem = PostmortemWording.Status(postmortem?.Status),
            PostmortemMissing = postmortem is null ? null : PostmortemWording.Missing(postmortem.Content.Gaps),
            Required = required is null ? null : RequiredFigures.Row(required),
            Alerts = [.. one.Alerts.TakeLast(MaxEntries).Select(Alert)],
            Timeline = [.. one.Timeline.TakeLast(MaxEntries).Select(Note)],
            EarlierEntries = Math.Max(0, one.Timeline.Count - MaxEntries),
            Roles = [.. one.Definition.Roles.Select(role => new IncidentRoleRow { Role = role.Role, Name = role.Name })],
            Changes = [.. one.History.TakeLast(MaxEntries).Reverse().Select(Change)],
            EarlierChanges = Math.Max(0, one.History.Count - MaxEntries),
        };
    }

    private static IReadOnlyList<IncidentMilestoneRow> Milestones(Incident one)
    {
        IEnumerable<IncidentMilestoneRow> stated = Enum.GetValues<IncidentMilestone>()
            .Where(milestone => milestone != IncidentMilestone.Unknown && one.Times.Of(milestone) is not null)
            .Select(milestone => Row(
                IncidentWording.Milestone(milestone),
                one.Times.Of(milestone)!.Value,
                one.Times.IsEstimate(milestone) ? "estimated" : "stated"));
        IEnumerable<IncidentMilestoneRow> started = one.Times.StartedAt is null
            ? [Row(IncidentWording.Milestone(IncidentMilestone.Started), one.StartedAt, "not stated: the first time that is known")]
            : [];
        return [.. started.Concat(stated).OrderBy(row => row.At)];

        IncidentMilestoneRow Row(string name, DateTimeOffset at, string source) => new()
        {
            Name = name,
            At = at,
            SinceStart = IncidentFigures.Seconds(at - one.StartedAt),
            Source = source,
        };
    }

    private static IncidentObjectiveRow Objective(IncidentObjectiveCost one) => new()
    {
        Slo = one.Slo,
        BudgetShare = one.BudgetShare,
        Bad = one.Bad,
        BadEvents = one.BadEvents,
        Measured = one.IsEstimate ? "estimated, with whole hours at its ends" : "by minutes",
    };

    private static IncidentDeploymentRow? Deployment(DeploymentAttribution one) => one.Deployment is { } deployment
        ? new IncidentDeploymentRow
        {
            Id = deployment.Id,
            Version = deployment.Version,
            Environment = deployment.Environment,
            StartedAt = deployment.StartedAt,
            Because = one.Kind == DeploymentAttributionKind.Explicit
                ? "A person named it."
                : "It is the last one within 24 hours before the incident. That does not mean that it is the cause.",
        }
        : null;

    private static IncidentAlertRow Alert(IncidentAlert one) => new()
    {
        Slo = one.Slo,
        Rule = one.Rule,
        Severity = one.Severity.ToString(),
        FiredAt = one.FiredAt,
        ResolvedAt = one.ResolvedAt,
    };

    private static IncidentNoteRow Note(IncidentNote one) => new() { At = one.At, By = one.By, Text = Shorten(one.Text)! };

    private static IncidentNoteRow Change(IncidentChange one) =>
        new() { At = one.At, By = one.By, Kind = IncidentWording.Change(one.Kind), Text = Shorten(one.Reason)! };

    /// <summary>A page shows a text without its line breaks, as the twin then has it.</summary>
    private static string? Shorten(string? text) => text is null
        ? null
        : ChartFrame.Shorten(text.ReplaceLineEndings(" ").Replace('\t', ' '), MaxText);
}
