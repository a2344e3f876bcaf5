namespace Reliability.Alerting.Internal;

/// <summary>Runs the action of a policy as a notifier.</summary>
internal sealed class PolicyAction(BudgetPolicy policy) : IAlertNotifier
{
    public string Name => policy.Rule;

    public ValueTask NotifyAsync(
        AlertNotification notification,
        CancellationToken cancellationToken) => policy.Action!(notification, cancellationToken);
}
