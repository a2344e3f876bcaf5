using System.Globalization;
using System.Text.Json;
using Reliability.Alerting;
using Reliability.Common.Internal;
using Reliability.Incidents.Internal;
using Reliability.Slos;

namespace Reliability.Incidents;

/// <summary>Reads the JSON that the webhook of Prometheus Alertmanager posts (version 4).</summary>
public static class Alertmanager
{
    /// <summary>The maximum number of alerts of a message.</summary>
    public const int MaxAlerts = 1000;

    private const string IdPrefix = "alertmanager-";

    private static readonly string[] _pages = ["page", "critical", "emergency"];

    private static readonly string[] _tickets = ["ticket", "warning", "info", "none"];

    /// <summary>
    /// Reads a message. The label <c>service</c> names the service, <c>severity</c> the severity (<c>page</c>, <c>critical</c> and
    /// <c>emergency</c> are pages; <c>ticket</c>, <c>warning</c>, <c>info</c>, <c>none</c> and no label are tickets; an alert with another
    /// word is rejected), <c>slo</c> or <c>alertname</c> what is alerted on. An alert is identified by its fingerprint and start.
    /// </summary>
    /// <param name="json">The message.</param>
    /// <param name="defaultService">The service of alerts without the label, or <see langword="null"/> to reject them.</param>
    /// <exception cref="FormatException">The text is not such a message.</exception>
    public static AlertmanagerMessage Parse(string json, string? defaultService = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        using JsonDocument document = Open(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("alerts", out JsonElement alerts)
            || alerts.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException("The text is no message of Alertmanager: it has no list 'alerts'.");
        }

        if (alerts.GetArrayLength() > MaxAlerts)
        {
            throw new FormatException(Check.Text($"A message has at most {MaxAlerts} alerts; this has {alerts.GetArrayLength()}."));
        }

        List<AlertNotification> notifications = [];
        List<IncidentRejection> rejected = [];
        int line = 0;
        foreach (JsonElement alert in alerts.EnumerateArray())
        {
            line++;
            try
            {
                notifications.Add(Read(alert, defaultService));
            }
            catch (Exception e) when (e is FormatException or ArgumentException)
            {
                rejected.Add(new IncidentRejection { Line = line, Id = Text(alert, "fingerprint"), Reason = FaultText.WithField(e) });
            }
        }

        return new AlertmanagerMessage { Notifications = notifications, Rejected = rejected };
    }

    /// <summary>Returns the fingerprint of an alert of a message, or the id of another one.</summary>
    internal static string FingerprintOf(AlertNotification one)
    {
        string start = StartText(one.FiredAt);
        return one.AlertId.StartsWith(IdPrefix, StringComparison.Ordinal)
            && one.AlertId.EndsWith(start, StringComparison.Ordinal)
            && one.AlertId.Length > IdPrefix.Length + start.Length
                ? one.AlertId[IdPrefix.Length..^start.Length]
                : one.AlertId;
    }

    private static string StartText(DateTimeOffset fired) =>
        string.Create(CultureInfo.InvariantCulture, $"-{fired.ToUnixTimeMilliseconds()}");

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

    private static AlertNotification Read(JsonElement alert, string? defaultService)
    {
        string fingerprint = Text(alert, "fingerprint") ?? throw new FormatException("The alert has no fingerprint.");
        DateTimeOffset fired = Time(alert, "startsAt") ?? throw new FormatException("The alert has no time startsAt.");
        bool isResolved = Text(alert, "status") switch
        {
            "firing" => false,
            "resolved" => true,
            var other => throw new FormatException($"The status '{Names.Shorten(other ?? string.Empty)}' is neither firing nor resolved."),
        };
        string name = Label(alert, "alertname") ?? throw new FormatException("The alert has no label alertname.");
        string service = Label(alert, "service") ?? defaultService ?? throw new FormatException("The alert has no label service.");
        return new AlertNotification
        {
            AlertId = AuditText.RequireName(IdPrefix + fingerprint + StartText(fired), nameof(fingerprint)),
            Kind = isResolved ? AlertTransitionKind.Resolved : AlertTransitionKind.Fired,
            Service = Owned.RequireService(service, nameof(service)),
            Slo = AuditText.RequireName(Label(alert, "slo") ?? name, "slo"),
            Rule = AuditText.RequireName(name, "alertname"),
            Severity = Severity(Label(alert, "severity")),
            FiredAt = fired,
            ResolvedAt = !isResolved ? null : Time(alert, "endsAt") is { } end && end >= fired
                ? end
                : throw new FormatException("The alert is resolved and has no time endsAt after its start."),
            Explanation = Annotation(alert, "summary") ?? Annotation(alert, "description") ?? string.Empty,
            ClearsWhen = Annotation(alert, "summary") ?? string.Empty,
        };
    }

    private static AlertSeverity Severity(string? word) =>
        word is null || _tickets.Contains(word, StringComparer.OrdinalIgnoreCase) ? AlertSeverity.Ticket
        : _pages.Contains(word, StringComparer.OrdinalIgnoreCase) ? AlertSeverity.Page
        : throw new FormatException(
            $"severity: '{Names.Shorten(word)}' is not one of {string.Join(", ", _pages.Concat(_tickets))}. The alert is not followed.");

    private static string? Label(JsonElement alert, string name) => Nested(alert, "labels", name);

    private static string? Annotation(JsonElement alert, string name) => Nested(alert, "annotations", name);

    private static string? Nested(JsonElement alert, string group, string name) =>
        alert.ValueKind == JsonValueKind.Object && alert.TryGetProperty(group, out JsonElement nested) ? Text(nested, name) : null;

    private static string? Text(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    private static DateTimeOffset? Time(JsonElement alert, string name) => Text(alert, name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at)
            ? at.ToUniversalTime()
            : throw new FormatException($"{name} is not a time such as 2026-03-01T12:00:00Z.");
}
