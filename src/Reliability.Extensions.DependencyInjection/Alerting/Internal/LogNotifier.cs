using Microsoft.Extensions.Logging;
using Reliability.Alerting;
using Reliability.Slos;

namespace Reliability.Internal;

/// <summary>Writes notifications to the log.</summary>
internal sealed class LogNotifier(ILogger logger, NotificationPage page) : IAlertNotifier
{
    public string Name => "log";

    public ValueTask NotifyAsync(AlertNotification notification, CancellationToken cancellationToken)
    {
        AlertNotification n = page.Add(notification);
        string link = n.Page is null ? string.Empty : $" {n.Page.AbsoluteUri}";
        if (n.Kind == AlertTransitionKind.Resolved)
        {
            AlertingLog.AlertResolved(logger, n.Service, n.Slo, n.Rule, n.AlertId, n.ClearsWhen, link);
        }
        else if (n.Severity == AlertSeverity.Page)
        {
            AlertingLog.PageFired(logger, n.Service, n.Slo, n.Rule, n.AlertId, n.Explanation, n.ClearsWhen, link);
        }
        else
        {
            AlertingLog.TicketFired(logger, n.Service, n.Slo, n.Rule, n.AlertId, n.Explanation, n.ClearsWhen, link);
        }

        return ValueTask.CompletedTask;
    }
}
