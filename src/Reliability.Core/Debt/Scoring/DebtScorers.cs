using Reliability.Common.Internal;
using Reliability.Debt.Internal;

namespace Reliability.Debt;

/// <summary>The scorers of this package.</summary>
public static class DebtScorers
{
    /// <summary>
    /// Gets the default scorer: a rank from 1 (high impact, low effort) to 9 (low impact, high effort), less 1 for every 30 days of age, at
    /// most 3. Up to 3 is <see cref="DebtBand.Immediately"/>, up to 6 <see cref="DebtBand.NextSprint"/>.
    /// </summary>
    public static IDebtScorer RankTable { get; } = new RankTableScorer();

    /// <summary>
    /// Gets the scorer "weighted shortest job first": value, time criticality and reduction of risk, divided by size. Without estimates,
    /// value and size follow from the levels as 8, 3 and 1.
    /// </summary>
    public static IDebtScorer Wsjf { get; } = new WsjfScorer();

    /// <summary>
    /// Gets the scorer "reach × impact × confidence / effort", with the principal in person-days as effort and 2, 1 or 0.5 as impact. It
    /// has no bands.
    /// </summary>
    public static IDebtScorer Rice { get; } = new RiceScorer();

    /// <summary>
    /// Gets the scorer by interest: principal divided by annual interest, the years after which removing the debt has paid for itself, and
    /// no value if it never does. Up to 1 year is <see cref="DebtBand.Immediately"/>, up to 3 <see cref="DebtBand.NextSprint"/>.
    /// </summary>
    public static IDebtScorer Interest { get; } = new InterestScorer();

    /// <summary>
    /// Gets the scorer by measured interest: the budgets that linked incidents burnt in the last 365 days, where 1 is the whole budget of
    /// one objective. From 1 on is <see cref="DebtBand.Immediately"/>, from 0.25 on <see cref="DebtBand.NextSprint"/>.
    /// </summary>
    public static IDebtScorer MeasuredInterest { get; } = new MeasuredInterestScorer();

    /// <summary>Returns the scorer that adds weights of impact and effort.</summary>
    /// <param name="weights">The weights, or <see langword="null"/> for those that keep the order of the rank table.</param>
    public static IDebtScorer Weights(DebtWeights? weights = null) => new WeightsScorer(weights ?? new DebtWeights());

    /// <summary>Returns a scorer by its kind, with defaults.</summary>
    /// <param name="kind">The kind.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such scorer.</exception>
    public static IDebtScorer Of(DebtScorerKind kind) => Check.Word(kind, nameof(kind), DebtScorerKind.Unknown) switch
    {
        DebtScorerKind.Weights => Weights(),
        DebtScorerKind.Wsjf => Wsjf,
        DebtScorerKind.Rice => Rice,
        DebtScorerKind.Interest => Interest,
        DebtScorerKind.MeasuredInterest => MeasuredInterest,
        _ => RankTable,
    };
}
