using Microsoft.Extensions.Logging;
using Reliability.Alerting;
using Reliability.Slos;

namespace Reliability.Internal;

/// <summary>Writes notifications to the log.</summary>
internal sealed class LogNotifier(ILogger logger) : IAlertNotifier
{
    public string Name => "log";

    public ValueTask NotifyAsync(AlertNotification notification, CancellationToken cancellationToken)
    {
        AlertNotification n = notification;
        if (n.Kind == AlertTransitionKind.Resolved)
        {
            AlertingLog.AlertResolved(logger, n.Service, n.Slo, n.Rule, n.AlertId, n.ClearsWhen);
        }
        else if (n.Severity == AlertSeverity.Page)
        {
            AlertingLog.PageFired(logger, n.Service, n.Slo, n.Rule, n.AlertId, n.Explanation, n.ClearsWhen);
        }
        else
        {
            AlertingLog.TicketFired(logger, n.Service, n.Slo, n.Rule, n.AlertId, n.Explanation, n.ClearsWhen);
        }

        return ValueTask.CompletedTask;
    }
}
