using System.Diagnostics;
using Reliability.Alerting;

namespace Reliability.Internal;

/// <summary>Adds the address of the page, and starts an activity for each attempt of a notifier to deliver.</summary>
internal sealed class TracedNotifier(IAlertNotifier inner, ReliabilityActivities activities, NotificationPage page) : IAlertNotifier
{
    public string Name => inner.Name;

    public async ValueTask NotifyAsync(AlertNotification notification, CancellationToken cancellationToken)
    {
        using Activity? activity = activities.StartDelivery(Name, notification.Service, notification.Slo);
        try
        {
            await inner.NotifyAsync(page.Add(notification), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            ReliabilityActivities.Fail(activity, e);
            throw;
        }
    }
}
