using Reliability.Alerting;

namespace Reliability.Guarantees;

/// <summary>Writes down what it is told, slowly.</summary>
internal sealed class DeliveryNotifier(Journal deliveries) : IAlertNotifier
{
    /// <summary>How long a delivery takes.</summary>
    public static readonly TimeSpan Slowness = TimeSpan.FromMilliseconds(200);

    public string Name => "deliveries";

    public async ValueTask NotifyAsync(AlertNotification notification, CancellationToken cancellationToken)
    {
        await Task.Delay(Slowness, cancellationToken);
        deliveries.Write($"told {notification.Service} {notification.Slo} {notification.Kind} {notification.AlertId}");
    }
}
