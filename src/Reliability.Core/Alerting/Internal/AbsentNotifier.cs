using Reliability.Common;

namespace Reliability.Alerting.Internal;

/// <summary>
/// Stands for a notifier that this process does not have. Its attempts fail like those of a notifier that is unavailable, so that the
/// notification waits for a process that has the notifier, and is abandoned after the same number of attempts.
/// </summary>
internal sealed class AbsentNotifier(string name) : IAlertNotifier
{
    public string Name => name;

    public ValueTask NotifyAsync(AlertNotification notification, CancellationToken cancellationToken) =>
        ValueTask.FromException(new ReliabilityException("This process has no notifier or policy action of that name."));
}
