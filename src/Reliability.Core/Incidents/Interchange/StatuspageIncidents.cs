using System.Text.Json;
using Reliability.Common.Internal;
using Reliability.Incidents.Internal;

namespace Reliability.Incidents;

/// <summary>Reads the incidents that the API of Atlassian Statuspage returns.</summary>
public static class StatuspageIncidents
{
    private const string Author = "statuspage";

    private static readonly string[] _impacts = ["none", "minor", "major", "critical", "maintenance"];

    /// <summary>
    /// Reads incidents. An update with the status <c>investigating</c>, <c>identified</c> or <c>monitoring</c> is the milestone of the
    /// investigation, the cause or the mitigation; all updates are entries of the timeline. When an incident was detected, a status page
    /// does not say.
    /// </summary>
    /// <param name="json">An object with the list <c>incidents</c> or <c>scheduled_maintenances</c>, or such a list.</param>
    /// <param name="service">The service.</param>
    /// <exception cref="FormatException">The text is no such JSON.</exception>
    public static IncidentImportBatch Read(string json, string service)
    {
        ArgumentNullException.ThrowIfNull(json);
        Owned.RequireService(service, nameof(service));
        using JsonDocument document = Open(json);
        var lines = new ImportLines();
        int line = 0;
        foreach (JsonElement one in ListOf(document.RootElement).EnumerateArray())
        {
            int place = ++line;
            lines.Add(place, text: null, () => Read(one, place, service), () => Text(one, "id"));
        }

        return lines.ToBatch();
    }

    private static JsonDocument Open(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            throw new FormatException(FormattableString.Invariant($"The text is no JSON, by its line {e.LineNumber + 1}."), e);
        }
    }

    private static JsonElement ListOf(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return root;
        }

        foreach (string name in (string[])["incidents", "scheduled_maintenances"])
        {
            if (root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty(name, out JsonElement list)
                && list.ValueKind == JsonValueKind.Array)
            {
                return list;
            }
        }

        throw new FormatException("The text is no list of incidents of Statuspage.");
    }

    private static IncidentImportEntry Read(JsonElement one, int line, string service)
    {
        (string Status, DateTimeOffset At, string Body)[] updates =
        [
            .. Updates(one).Select(update => (
                    Text(update, "status") ?? string.Empty,
                    Time(update, "created_at") ?? throw new FormatException("An update has no time created_at."),
                    Text(update, "body") ?? string.Empty))
                .OrderBy(update => update.Item2),
        ];
        string? impact = Text(one, "impact");
        if (impact is not null && !_impacts.Contains(impact, StringComparer.Ordinal))
        {
            throw new FormatException($"impact: '{Names.Shorten(impact)}' is not one of {string.Join(", ", _impacts)}.");
        }

        return new IncidentImportEntry
        {
            Line = line,
            Id = ImportFields.RequireId(Text(one, "id") ?? throw new FormatException("It has no id.")),
            Service = service,
            Definition = new IncidentDefinition
            {
                Title = IncidentText.Plain(Text(one, "name") ?? throw new FormatException("It has no name."), 200),
                Kind = impact == "maintenance" || Text(one, "scheduled_for") is not null
                    ? IncidentKind.Maintenance
                    : IncidentKind.Incident,
                Severity = impact switch
                {
                    "minor" => IncidentSeverity.Low,
                    "major" => IncidentSeverity.High,
                    "critical" => IncidentSeverity.Critical,
                    _ => IncidentSeverity.Unknown,
                },
            },
            Times = new IncidentTimes
            {
                StartedAt = Time(one, "scheduled_for") ?? Time(one, "started_at") ?? Time(one, "created_at")
                    ?? throw new FormatException("It has no time started_at or created_at."),
                InvestigationStartedAt = First("investigating"),
                CauseIdentifiedAt = First("identified"),
                MitigatedAt = First("monitoring") ?? Time(one, "monitoring_at"),
                ResolvedAt = Time(one, "resolved_at") ?? First("resolved") ?? First("completed") ?? First("postmortem"),
            },
            Timeline =
            [
                .. updates.Where(update => !string.IsNullOrWhiteSpace(update.Body)).Select(update => new IncidentNote
                {
                    At = AuditText.ToMicrosecond(update.At),
                    By = Author,
                    Text = IncidentText.Plain(
                        update.Status.Length == 0 ? update.Body : $"{update.Status}: {update.Body}", IncidentDefinition.MaxTextLength),
                }),
            ],
        };

        DateTimeOffset? First(string status) => updates.Where(update => update.Status == status)
            .Select(update => (DateTimeOffset?)update.At)
            .FirstOrDefault();
    }

    private static JsonElement.ArrayEnumerator Updates(JsonElement one) =>
        one.ValueKind == JsonValueKind.Object && one.TryGetProperty("incident_updates", out JsonElement updates)
            && updates.ValueKind == JsonValueKind.Array
            ? updates.EnumerateArray()
            : default;

    private static string? Text(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    private static DateTimeOffset? Time(JsonElement element, string name) =>
        Text(element, name) is { } text ? ImportFields.Instant(text, name) : null;
}
