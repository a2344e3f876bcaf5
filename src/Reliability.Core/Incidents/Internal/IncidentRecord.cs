using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Incidents.Internal;

/// <summary>
/// The stored form of an incident, format 1. The history and the timeline are in the same document, so no change is stored without its
/// entry.
/// </summary>
internal sealed record IncidentRecord : IStoredDocument<IncidentRecord>
{
    public static string Collection => "incidents";

    public static int Format => 1;

    public static JsonTypeInfo<IncidentRecord> Json => IncidentJson.Default.IncidentRecord;

    public int V { get; init; } = Format;

    public required string Title { get; init; }

    public required string Severity { get; init; }

    public required string Kind { get; init; }

    public string? CauseClass { get; init; }

    public string? Description { get; init; }

    public string? Impact { get; init; }

    public IReadOnlyList<string>? Objectives { get; init; }

    public IReadOnlyList<StoredRole>? Roles { get; init; }

    public string? DeploymentId { get; init; }

    public string? DuplicateOf { get; init; }

    public string? RecurrenceOf { get; init; }

    public required string Source { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required StoredTimes Times { get; init; }

    public IReadOnlyList<StoredIncidentAlert>? Alerts { get; init; }

    public IReadOnlyList<StoredNote>? Timeline { get; init; }

    public StoredCost? Cost { get; init; }

    public required IReadOnlyList<StoredIncidentChange> History { get; init; }

    public static IncidentRecord Of(Incident incident) => new()
    {
        Title = incident.Title,
        Severity = IncidentWords.Severity.Word(incident.Definition.Severity),
        Kind = IncidentWords.Kind.Word(incident.Definition.Kind),
        CauseClass = incident.Definition.CauseClass,
        Description = incident.Definition.Description,
        Impact = incident.Definition.Impact,
        Objectives = Filled(incident.Definition.Objectives),
        Roles = Filled(incident.Definition.Roles.Select(one => new StoredRole { Role = one.Role, Name = one.Name })),
        DeploymentId = incident.Definition.DeploymentId,
        DuplicateOf = incident.Definition.DuplicateOf,
        RecurrenceOf = incident.Definition.RecurrenceOf,
        Source = IncidentWords.Source.Word(incident.Source),
        OpenedAt = incident.OpenedAt,
        Times = StoredTimes.Of(incident.Times),
        Alerts = Filled(incident.Alerts.Select(one => new StoredIncidentAlert
        {
            AlertId = one.AlertId,
            Slo = one.Slo,
            Rule = one.Rule,
            Severity = IncidentWords.AlertSeverity.Word(one.Severity),
            FiredAt = one.FiredAt,
            ResolvedAt = one.ResolvedAt,
        })),
        Timeline = Filled(incident.Timeline.Select(one => new StoredNote { At = one.At, By = one.By, Text = one.Text })),
        Cost = StoredCost.Of(incident.Cost),
        History =
        [
            .. incident.History.Select(one => new StoredIncidentChange
            {
                Id = one.Id,
                Kind = IncidentWords.Change.Word(one.Kind),
                By = one.By,
                Reason = one.Reason,
                At = one.At,
                Fields = Filled(one.Fields.Select(field =>
                    new StoredIncidentField { Field = field.Field, From = field.From, To = field.To })),
            }),
        ],
    };

    public Incident ToIncident(string service, string id, ETag etag) => new()
    {
        Id = id,
        Service = service,
        Definition = new IncidentDefinition
        {
            Title = Title,
            Severity = IncidentWords.Severity.Value(Severity),
            Kind = IncidentWords.Kind.Value(Kind),
            CauseClass = CauseClass,
            Description = Description,
            Impact = Impact,
            Objectives = Objectives ?? [],
            Roles = StoredList.Of(Roles, one => new IncidentRole { Role = one.Role, Name = one.Name }),
            DeploymentId = DeploymentId,
            DuplicateOf = DuplicateOf,
            RecurrenceOf = RecurrenceOf,
        },
        Source = IncidentWords.Source.Value(Source),
        OpenedAt = OpenedAt,
        Times = Times.ToTimes(),
        Alerts = StoredList.Of(Alerts, one => new IncidentAlert
        {
            AlertId = one.AlertId,
            Slo = one.Slo,
            Rule = one.Rule,
            Severity = IncidentWords.AlertSeverity.Value(one.Severity),
            FiredAt = one.FiredAt,
            ResolvedAt = one.ResolvedAt,
        }),
        Timeline = StoredList.Of(Timeline, one => new IncidentNote { At = one.At, By = one.By, Text = one.Text }),
        Cost = Cost?.ToCost(),
        History = StoredList.Numbered(History, (one, revision) => one.ToChange(revision)),
        ETag = etag,
    };

    private static T[]? Filled<T>(IEnumerable<T> items)
    {
        T[] all = [.. items];
        return all.Length == 0 ? null : all;
    }
}
