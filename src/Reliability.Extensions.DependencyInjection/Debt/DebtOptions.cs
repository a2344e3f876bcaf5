using Reliability.Debt;
using Reliability.Releases;

namespace Reliability;

/// <summary>Options for technical debt.</summary>
public sealed class DebtOptions
{
    /// <summary>
    /// Gets or sets the scorer that orders the items: <c>RankTable</c>, <c>Weights</c>, <c>Wsjf</c>, <c>Rice</c>, <c>Interest</c> or
    /// <c>MeasuredInterest</c>. An <see cref="IDebtScorer"/> that is registered as a service replaces it.
    /// </summary>
    /// <value>Default: <c>RankTable</c>.</value>
    public DebtScorerKind Scorer { get; set; } = DebtScorerKind.RankTable;

    /// <inheritdoc cref="DebtGatePolicy.OnExpiredAcceptance"/>
    public GateVerdict OnExpiredAcceptance { get; set; } = GateVerdict.Allow;

    /// <inheritdoc cref="DebtGatePolicy.OnOverdue"/>
    public GateVerdict OnOverdue { get; set; } = GateVerdict.Allow;

    /// <inheritdoc cref="DebtGatePolicy.OverdueBand"/>
    public DebtBand OverdueBand { get; set; } = DebtBand.Immediately;
}
