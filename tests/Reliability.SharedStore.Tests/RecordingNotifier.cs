using System.Collections.Concurrent;
using Reliability.Alerting;

namespace Reliability.SharedStore.Tests;

/// <summary>Remembers what it was told.</summary>
/// <remarks>No substitute: it counts a call when it is taken, not when it arrives, which is what NSubstitute would tell.</remarks>
internal sealed class RecordingNotifier(string name = "recorder") : IAlertNotifier
{
    public string Name { get; } = name;

    public ConcurrentQueue<AlertNotification> Told { get; } = new();

    /// <summary>What happens before a notification counts as told.</summary>
    public Func<AlertNotification, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public async ValueTask NotifyAsync(AlertNotification notification, CancellationToken cancellationToken)
    {
        await Before(notification, cancellationToken);
        Told.Enqueue(notification);
    }

    public int CountOf(AlertTransitionKind kind, string slo) => Told.Count(one => one.Kind == kind && one.Slo == slo);
}
