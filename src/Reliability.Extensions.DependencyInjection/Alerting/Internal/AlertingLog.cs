using Microsoft.Extensions.Logging;

namespace Reliability.Internal;

/// <summary>Log messages of alerts.</summary>
internal static partial class AlertingLog
{
    [LoggerMessage(
        201,
        LogLevel.Error,
        "PAGE {Service}/{Slo}: {Rule} fires (alert {AlertId}). {Explanation} {ClearsWhen}{Page}",
        EventName = "PageFired")]
    public static partial void PageFired(
        ILogger logger, string service, string slo, string rule, string alertId, string explanation, string clearsWhen, string page);

    [LoggerMessage(
        202,
        LogLevel.Warning,
        "TICKET {Service}/{Slo}: {Rule} fires (alert {AlertId}). {Explanation} {ClearsWhen}{Page}",
        EventName = "TicketFired")]
    public static partial void TicketFired(
        ILogger logger, string service, string slo, string rule, string alertId, string explanation, string clearsWhen, string page);

    [LoggerMessage(
        203, LogLevel.Information, "RESOLVED {Service}/{Slo}: {Rule} (alert {AlertId}). {Reason}{Page}", EventName = "AlertResolved")]
    public static partial void AlertResolved(
        ILogger logger, string service, string slo, string rule, string alertId, string reason, string page);

    [LoggerMessage(
        204,
        LogLevel.Warning,
        "The alerts in the document '{Document}' cannot be read; their state is unknown. {Reason}",
        EventName = "AlertsUnreadable")]
    public static partial void Unreadable(ILogger logger, string document, string reason);
}
