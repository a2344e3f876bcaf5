using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Debt.Internal;

/// <summary>Reach, impact, confidence and effort.</summary>
internal sealed class RiceScorer : IDebtScorer
{
    public string Name => "rice";

    public string Version => "1";

    public DebtScoreDirection Direction => DebtScoreDirection.Descending;

    public DebtScore Score(DebtItem item, DebtScoringContext context)
    {
        DebtEstimates? known = item.Definition.Estimates;
        double impact = item.Definition.Impact switch
        {
            Level.High => 2,
            Level.Medium => 1,
            _ => 0.5,
        };
        double? value = known?.Reach * impact * known?.ConfidenceShare / known?.PrincipalPersonDays;
        return new DebtScore
        {
            Value = value is { } finite ? Math.Min(finite, double.MaxValue) : null,
            Base = RankTableScorer.RankOf(item.Definition),
            Direction = Direction,
            Band = DebtBand.Unknown,
            Reasons = value is null
                ? []
                : [
                    Check.Text(
                        $"reach {known?.Reach} × impact {impact} × confidence {known?.ConfidenceShare} / "
                        + $"{known?.PrincipalPersonDays} person-days"),
                ],
            MissingInputs =
            [
                .. known?.Reach is null ? (string[])["reach"] : [],
                .. known?.ConfidenceShare is null ? (string[])["confidence"] : [],
                .. known?.PrincipalPersonDays is null ? (string[])["principal"] : [],
            ],
        };
    }
}
