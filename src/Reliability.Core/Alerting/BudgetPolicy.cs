using Reliability.Common.Internal;
using Reliability.Slos;

namespace Reliability.Alerting;

/// <summary>
/// What is to happen when little of a budget remains. It acts once when the share falls to its threshold, and once when the budget has
/// recovered.
/// </summary>
public sealed record BudgetPolicy
{
    /// <summary>The longest legal name: 100 bytes of UTF-8.</summary>
    public const int MaxNameBytes = 100;

    /// <summary>
    /// Sets the threshold. What the policy does is said with the other members; one that does nothing is kept in the history alone.
    /// </summary>
    /// <param name="name">The name, unique in a set-up: 1 to <see cref="MaxNameBytes"/> bytes of UTF-8 without control characters.</param>
    /// <param name="slo">The objective.</param>
    /// <param name="actsAt">
    /// The remaining share of the budget at or below which it acts, -10 to 1: 0.25 is a quarter, 0 is a spent budget.
    /// </param>
    /// <exception cref="ArgumentException">A name is illegal.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="actsAt"/> is outside its range.</exception>
    public BudgetPolicy(string name, string slo, decimal actsAt)
    {
        ArgumentNullException.ThrowIfNull(slo);
        Name = StoreName.Require(name);
        if (System.Text.Encoding.UTF8.GetByteCount(name) > MaxNameBytes)
        {
            throw new ArgumentException(
                $"The name of a policy has 1 to {MaxNameBytes} bytes of UTF-8; '{name[..24]}...' has "
                + $"{System.Text.Encoding.UTF8.GetByteCount(name)}.",
                nameof(name));
        }

        Slo = slo;
        ActsAt = actsAt is >= -10 and <= 1
            ? actsAt
            : throw Check.OutOfRange(
                actsAt,
                "A policy acts at a remaining share of the budget from -10 to 1.",
                nameof(actsAt));
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The objective.</summary>
    public string Slo { get; }

    /// <summary>The remaining share of the budget at or below which it acts.</summary>
    public decimal ActsAt { get; }

    /// <summary>
    /// How much more than <see cref="ActsAt"/> must remain until the budget has recovered, 0 to 1. Default: 0.05, so that a share at the
    /// threshold does not act again and again.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside its range.</exception>
    public decimal RecoveryMargin
    {
        get;
        init => field = value is >= 0 and <= 1
            ? value
            : throw Check.OutOfRange(value, "A recovery margin is a share of the budget from 0 to 1.", nameof(value));
    } = 0.05m;

    /// <summary>How urgently it tells. Default: <see cref="AlertSeverity.Ticket"/>.</summary>
    public AlertSeverity Severity { get; init; } = AlertSeverity.Ticket;

    /// <summary>Whether all notifiers are told. Default: no.</summary>
    public bool Notifies { get; init; }

    /// <summary>Whether the release gate of the service blocks until the budget has recovered. Default: no.</summary>
    public bool FreezesReleases { get; init; }

    /// <summary>
    /// What to run when it acts, and when the budget has recovered; at least once each, and again later if it fails, as a notifier is.
    /// Default: nothing.
    /// </summary>
    public Func<AlertNotification, CancellationToken, ValueTask>? Action { get; init; }

    /// <summary>Whether it only notes in the history what it would do. Default: no.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>The name under which it stands in <see cref="AlertStatus.Rule"/>.</summary>
    internal string Rule => $"policy:{Name}";
}
