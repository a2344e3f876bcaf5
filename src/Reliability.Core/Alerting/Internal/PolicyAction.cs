namespace Reliability.Alerting.Internal;

/// <summary>Runs what a policy says, as somebody who is told.</summary>
internal sealed class PolicyAction(BudgetPolicy policy) : IAlertNotifier
{
    public string Name => policy.Rule;

    public ValueTask NotifyAsync(
        AlertNotification notification,
        CancellationToken cancellationToken) => policy.Action!(notification, cancellationToken);
}
