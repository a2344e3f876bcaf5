using System.Diagnostics;
using Reliability.Alerting;

namespace Reliability.Internal;

/// <summary>Starts an activity for each attempt of a notifier to deliver.</summary>
internal sealed class TracedNotifier(IAlertNotifier inner, ReliabilityActivities activities) : IAlertNotifier
{
    public string Name => inner.Name;

    public async ValueTask NotifyAsync(AlertNotification notification, CancellationToken cancellationToken)
    {
        using Activity? activity = activities.StartDelivery(Name, notification.Service, notification.Slo);
        try
        {
            await inner.NotifyAsync(notification, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            ReliabilityActivities.Fail(activity, e);
            throw;
        }
    }
}
