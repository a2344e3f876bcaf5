using Reliability.Common.Internal;
using Reliability.Slos;

namespace Reliability.Alerting;

/// <summary>
/// Specifies what happens when little of a budget remains. A policy acts once when the remaining share falls to its threshold, and once
/// when the budget has recovered.
/// </summary>
public sealed record BudgetPolicy
{
    /// <summary>The maximum length of a name: 100 bytes of UTF-8.</summary>
    public const int MaxNameBytes = 100;

    /// <summary>
    /// Initializes a new instance with a threshold. The other properties specify the actions; a policy without any is only recorded in the
    /// history.
    /// </summary>
    /// <param name="name">
    /// The name, unique within the setup: 1 to <see cref="MaxNameBytes"/> bytes of UTF-8 without control characters.
    /// </param>
    /// <param name="slo">The name of the objective.</param>
    /// <param name="actsAt">
    /// The remaining share of the budget at or below which the policy acts, -10 to 1. For example, 0.25 is a quarter, and 0 is an exhausted
    /// budget.
    /// </param>
    /// <exception cref="ArgumentException">A name is not valid.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="actsAt"/> is out of range.</exception>
    public BudgetPolicy(string name, string slo, decimal actsAt)
    {
        ArgumentNullException.ThrowIfNull(slo);
        Name = StoreName.Require(name);
        if (System.Text.Encoding.UTF8.GetByteCount(name) > MaxNameBytes)
        {
            throw new ArgumentException(
                $"The name of a policy must have 1 to {MaxNameBytes} bytes of UTF-8; '{name[..24]}...' has "
                + $"{System.Text.Encoding.UTF8.GetByteCount(name)}.",
                nameof(name));
        }

        Slo = slo;
        ActsAt = actsAt is >= -10 and <= 1
            ? actsAt
            : throw Check.OutOfRange(
                actsAt,
                "The remaining share of the budget must be -10 to 1.",
                nameof(actsAt));
    }

    /// <summary>Gets the name.</summary>
    public string Name { get; }

    /// <summary>Gets the name of the objective.</summary>
    public string Slo { get; }

    /// <summary>Gets the remaining share of the budget at or below which the policy acts.</summary>
    public decimal ActsAt { get; }

    /// <summary>
    /// Gets how much more than <see cref="ActsAt"/> must remain before the budget counts as recovered, 0 to 1. Default: 0.05, so that a
    /// share close to the threshold does not make the policy act repeatedly.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of range.</exception>
    public decimal RecoveryMargin
    {
        get;
        init => field = value is >= 0 and <= 1
            ? value
            : throw Check.OutOfRange(value, "The recovery margin must be a share of the budget, 0 to 1.", nameof(value));
    } = 0.05m;

    /// <summary>
    /// Gets the guard that keeps the policy from acting on a few bad units, as the release gate does: the policy acts from
    /// <see cref="LowTrafficGuard.MinBadEvents"/> bad units. If the budget allows fewer, the share of bad units must also exceed the share
    /// that leaves <see cref="ActsAt"/>, with the confidence of the guard. A score counts from <see cref="LowTrafficGuard.MinValues"/>
    /// scores. The guard does not apply to zero tolerance, and does not delay the recovery. Default:
    /// <see cref="LowTrafficGuard.Default"/>.
    /// </summary>
    public LowTrafficGuard Guard { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } =
        LowTrafficGuard.Default;

    /// <summary>Gets the severity of the notifications. Default: <see cref="AlertSeverity.Ticket"/>.</summary>
    public AlertSeverity Severity { get; init; } = AlertSeverity.Ticket;

    /// <summary>Gets a value indicating whether the policy notifies all notifiers. Default: <see langword="false"/>.</summary>
    public bool Notifies { get; init; }

    /// <summary>
    /// Gets a value indicating whether the release gate of the service blocks until the budget has recovered. Default:
    /// <see langword="false"/>.
    /// </summary>
    public bool FreezesReleases { get; init; }

    /// <summary>
    /// Gets the delegate that runs when the policy acts and when the budget has recovered, at least once each. If it fails, it is retried
    /// like a notifier. Default: none.
    /// </summary>
    public Func<AlertNotification, CancellationToken, ValueTask>? Action { get; init; }

    /// <summary>
    /// Gets a value indicating whether the policy only records in the history what it would do. Default: <see langword="false"/>.
    /// </summary>
    public bool IsDryRun { get; init; }

    /// <summary>Gets the name of the policy in <see cref="AlertStatus.Rule"/>.</summary>
    internal string Rule => $"policy:{Name}";
}
