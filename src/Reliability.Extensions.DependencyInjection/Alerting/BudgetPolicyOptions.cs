using Reliability.Slos;

namespace Reliability;

/// <summary>A policy as written in configuration: what happens when little of an error budget remains.</summary>
public sealed class BudgetPolicyOptions
{
    /// <summary>Gets or sets the name of the objective.</summary>
    /// <value>Required.</value>
    public string Slo { get; set; } = "";

    /// <summary>Gets or sets the remaining share of the budget at or below which the policy acts.</summary>
    /// <value>-10 to 1. Required.</value>
    public decimal? ActsAt { get; set; }

    /// <summary>Gets or sets by how much more must remain before the policy stops acting, as a share of the budget.</summary>
    /// <value>0 to 1. Default: 0.05.</value>
    public decimal RecoveryMargin { get; set; } = 0.05m;

    /// <summary>Gets or sets the minimum number of bad units for which the policy acts. Zero tolerance does not use it.</summary>
    /// <value>0 or more. Default: 5. See <see cref="LowTrafficGuard.MinBadEvents"/>.</value>
    public int? MinBadEvents { get; set; }

    /// <summary>Gets or sets the minimum number of scores for which the policy acts on an objective of scores.</summary>
    /// <value>0 or more. Default: 30. See <see cref="LowTrafficGuard.MinValues"/>.</value>
    public int? MinValues { get; set; }

    /// <summary>
    /// Gets or sets the confidence with which a budget that allows fewer than <see cref="MinBadEvents"/> bad units must be spent.
    /// </summary>
    /// <value>0.5, which does not require confidence, to 0.9999. Default: 0.95. See <see cref="LowTrafficGuard.Confidence"/>.</value>
    public double? Confidence { get; set; }

    /// <summary>Gets or sets the severity of the policy's notifications.</summary>
    /// <value>Default: <see cref="AlertSeverity.Ticket"/>.</value>
    public AlertSeverity Severity { get; set; } = AlertSeverity.Ticket;

    /// <summary>Gets or sets a value indicating whether the policy notifies all notifiers when it acts.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Notifies { get; set; }

    /// <summary>Gets or sets a value indicating whether the release gate blocks while the policy acts.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool FreezesReleases { get; set; }

    /// <summary>Gets or sets a value indicating whether the policy only reports what it would do.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool IsDryRun { get; set; }
}
