using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Debt.Internal;

/// <summary>A sum of weights.</summary>
internal sealed class WeightsScorer(DebtWeights weights) : IDebtScorer
{
    public string Name => "weights";

    /// <summary>Other weights can give another score, so they belong to the version.</summary>
    public string Version { get; } = Check.Text(
        $"1 ({weights.HighImpact}/{weights.MediumImpact}/{weights.LowImpact} + "
        + $"{weights.LowEffort}/{weights.MediumEffort}/{weights.HighEffort}, {weights.ImmediatelyUpTo}, {weights.NextSprintUpTo})");

    public DebtScoreDirection Direction => DebtScoreDirection.Ascending;

    public DebtScore Score(DebtItem item, DebtScoringContext context)
    {
        double impact = item.Definition.Impact switch
        {
            Level.High => weights.HighImpact,
            Level.Medium => weights.MediumImpact,
            _ => weights.LowImpact,
        };
        double effort = item.Definition.Effort switch
        {
            Level.Low => weights.LowEffort,
            Level.Medium => weights.MediumEffort,
            _ => weights.HighEffort,
        };
        double sum = impact + effort;
        return new DebtScore
        {
            Value = sum,
            Base = RankTableScorer.RankOf(item.Definition),
            Direction = Direction,
            Band = sum <= weights.ImmediatelyUpTo ? DebtBand.Immediately
                : sum <= weights.NextSprintUpTo ? DebtBand.NextSprint
                : DebtBand.WhenPossible,
            Reasons = [Check.Text($"impact {impact} + effort {effort}")],
        };
    }
}
