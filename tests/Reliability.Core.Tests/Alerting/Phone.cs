using Reliability.Alerting;

namespace Reliability.Core.Tests.Alerting;

/// <summary>A notifier that keeps what it is told, and fails or hangs on command.</summary>
/// <remarks>No substitute: it counts a call when it is taken, not when it arrives, which is what NSubstitute would tell.</remarks>
internal sealed class Phone(string name = "phone") : IAlertNotifier
{
    public string Name => name;

    public List<AlertNotification> Calls { get; } = [];

    public IEnumerable<string> Told => Calls.Select(call => $"{call.Slo} {call.Rule} {call.Kind}");

    /// <summary>What happens to a call, before it counts; null when it is taken.</summary>
    public Func<AlertNotification, CancellationToken, Task>? Trouble { get; set; }

    public async ValueTask NotifyAsync(AlertNotification notification, CancellationToken cancellationToken)
    {
        if (Trouble is { } trouble)
        {
            await trouble(notification, cancellationToken);
        }

        Calls.Add(notification);
    }
}
