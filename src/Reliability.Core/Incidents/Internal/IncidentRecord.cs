using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Incidents.Internal;

/// <summary>
/// The stored form of an incident, format 1. The history and the timeline are in the same document, so no change is stored without its
/// entry.
/// </summary>
/// <remarks>The serializer calls setters as it reads; for a required or init-only property it would box each value first.</remarks>
internal sealed record IncidentRecord : IStoredDocument<IncidentRecord>
{
    public static string Collection => "incidents";

    public static int Format => 1;

    public static JsonTypeInfo<IncidentRecord> Json => IncidentJson.Default.IncidentRecord;

    public int V { get; set; } = Format;

    [JsonRequired]
    public string Title { get; set; } = null!;

    [JsonConverter(typeof(RepeatedText))]
    [JsonRequired]
    public string Severity { get; set; } = null!;

    [JsonConverter(typeof(RepeatedText))]
    [JsonRequired]
    public string Kind { get; set; } = null!;

    [JsonConverter(typeof(RepeatedText))]
    public string? CauseClass { get; set; }

    public string? Description { get; set; }

    public string? Impact { get; set; }

    public IReadOnlyList<string>? Objectives { get; set; }

    public IReadOnlyList<StoredRole>? Roles { get; set; }

    public string? DeploymentId { get; set; }

    public string? DuplicateOf { get; set; }

    public string? RecurrenceOf { get; set; }

    [JsonConverter(typeof(RepeatedText))]
    [JsonRequired]
    public string Source { get; set; } = null!;

    [JsonRequired]
    public DateTimeOffset OpenedAt { get; set; }

    [JsonRequired]
    public StoredTimes Times { get; set; } = null!;

    public IReadOnlyList<StoredIncidentAlert>? Alerts { get; set; }

    public IReadOnlyList<StoredNote>? Timeline { get; set; }

    public StoredCost? Cost { get; set; }

    [JsonRequired]
    public IReadOnlyList<StoredIncidentChange> History { get; set; } = null!;

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
