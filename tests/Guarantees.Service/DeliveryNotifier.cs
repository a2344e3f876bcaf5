using Reliability.Alerting;

namespace Reliability.Guarantees;

/// <summary>Writes down what it is told, slowly.</summary>
internal sealed class DeliveryNotifier(Journal deliveries) : IAlertNotifier
{
    public string Name => "deliveries";

    public async ValueTask NotifyAsync(AlertNotification notification, CancellationToken cancellationToken)
    {
        await Task.Delay(200, cancellationToken);
        deliveries.Write($"{notification.Service} {notification.Slo} {notification.Kind} {notification.AlertId}");
    }
}
