using Reliability.Common.Internal;

namespace Reliability.Incidents.Internal;

/// <summary>Fills in what an incident knows of its postmortem.</summary>
internal static class PostmortemDraft
{
    public static PostmortemContent Of(Incident incident) => new()
    {
        Title = incident.Title,
        Summary = incident.Definition.Description,
        Timeline = Timeline(incident),
        Impact = new PostmortemImpact
        {
            Duration = incident.EndedAt - incident.StartedAt is { Ticks: >= 0 } length ? length : null,
            Users = incident.Definition.Impact ?? Affected(incident),
            Objectives =
            [
                .. (incident.Cost?.Objectives ?? []).DistinctBy(one => one.Slo).Take(PostmortemContent.MaxItems)
                    .Select(PostmortemObjective.Of),
            ],
        },
    };

    private static List<PostmortemEvent> Timeline(Incident incident)
    {
        List<PostmortemEvent> events = [];
        IncidentTimes times = incident.Times;
        Add(
            PostmortemEventKind.Began,
            incident.StartedAt,
            times.StartedAt is null || times.IsEstimate(IncidentMilestone.Started),
            description: null);
        Add(
            PostmortemEventKind.AlertTriggered,
            times.DetectedAt,
            times.IsEstimate(IncidentMilestone.Detected),
            incident.Alerts.Count > 0 ? IncidentText.Plain($"{incident.Alerts[0].Slo}: {incident.Alerts[0].Rule}", 500) : null);
        Add(
            PostmortemEventKind.InvestigationStarted,
            times.InvestigationStartedAt ?? times.AcknowledgedAt,
            times.IsEstimate(times.InvestigationStartedAt is null
                ? IncidentMilestone.Acknowledged
                : IncidentMilestone.InvestigationStarted),
            description: null);
        Add(
            PostmortemEventKind.CauseIdentified,
            times.CauseIdentifiedAt,
            times.IsEstimate(IncidentMilestone.CauseIdentified),
            incident.Definition.CauseClass);
        Add(PostmortemEventKind.MitigationApplied, times.MitigatedAt, times.IsEstimate(IncidentMilestone.Mitigated), description: null);
        Add(PostmortemEventKind.Resolved, times.ResolvedAt, times.IsEstimate(IncidentMilestone.Resolved), description: null);
        foreach (IncidentNote note in incident.Timeline.Take(PostmortemContent.MaxEvents - events.Count))
        {
            Add(PostmortemEventKind.Note, note.At, isEstimate: false, note.Text);
        }

        return events;

        void Add(PostmortemEventKind kind, DateTimeOffset? time, bool isEstimate, string? description)
        {
            if (time is { } at)
            {
                events.Add(new PostmortemEvent { Kind = kind, At = at, IsEstimate = isEstimate, Description = description });
            }
        }
    }

    /// <summary>An estimate; people correct it.</summary>
    private static string? Affected(Incident incident) => incident.AffectedRequests > 0
        ? Check.Text($"About {incident.AffectedRequests} requests failed or were too slow.")
        : null;
}
