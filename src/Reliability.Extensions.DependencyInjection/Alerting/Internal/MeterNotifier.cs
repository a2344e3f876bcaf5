using System.Diagnostics.Metrics;
using Reliability.Alerting;

namespace Reliability.Internal;

/// <summary>Counts notifications.</summary>
internal sealed class MeterNotifier : IAlertNotifier
{
    private readonly Counter<long> _transitions;

    public MeterNotifier(Meter meter) =>
        _transitions = meter.CreateCounter<long>(ReliabilityDiagnostics.AlertTransitions, "{transition}", "Alerts that fired or resolved.");

    public string Name => "meter";

    public ValueTask NotifyAsync(AlertNotification notification, CancellationToken cancellationToken)
    {
        _transitions.Add(
            1,
            new("transition", TagWord.Of(notification.Kind)),
            new("severity", TagWord.Of(notification.Severity)),
            new("slo", notification.Slo),
            new("service", notification.Service));
        return ValueTask.CompletedTask;
    }
}
