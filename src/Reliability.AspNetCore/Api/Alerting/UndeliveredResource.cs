using Reliability.Alerting;

namespace Reliability.AspNetCore.Internal;

internal sealed record UndeliveredResource(string Notifier, DateTimeOffset GivenUpAt, TransitionResource Notification)
{
    public static UndeliveredResource From(UndeliveredNotification one) =>
        new(one.Notifier, one.GivenUpAt, TransitionResource.From(one.Notification));
}
