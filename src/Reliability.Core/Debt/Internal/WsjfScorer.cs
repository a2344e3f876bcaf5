using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Debt.Internal;

/// <summary>Weighted shortest job first.</summary>
internal sealed class WsjfScorer : IDebtScorer
{
    private const double ImmediatelyFrom = 2.5;
    private const double NextSprintFrom = 1;

    public string Name => "wsjf";

    public string Version => "1";

    public DebtScoreDirection Direction => DebtScoreDirection.Descending;

    public DebtScore Score(DebtItem item, DebtScoringContext context)
    {
        DebtEstimates? known = item.Definition.Estimates;
        double business = known?.BusinessValue ?? OfLevel(item.Definition.Impact);
        double time = known?.TimeCriticality ?? 0;
        double risk = known?.RiskReduction ?? 0;
        double size = known?.JobSize ?? OfLevel(item.Definition.Effort);
        double value = (business + time + risk) / size;
        return new DebtScore
        {
            Value = Math.Min(value, double.MaxValue),
            Base = RankTableScorer.RankOf(item.Definition),
            Direction = Direction,
            Band = value >= ImmediatelyFrom ? DebtBand.Immediately
                : value >= NextSprintFrom ? DebtBand.NextSprint
                : DebtBand.WhenPossible,
            Reasons =
            [
                Check.Text($"(value {business} + time criticality {time} + risk reduction {risk}) / size {size}"),
                .. known?.BusinessValue is null ? (string[])["the value follows from the impact"] : [],
                .. known?.JobSize is null ? (string[])["the size follows from the effort"] : [],
            ],
            MissingInputs =
            [
                .. known?.BusinessValue is null ? (string[])["business value"] : [],
                .. known?.TimeCriticality is null ? (string[])["time criticality"] : [],
                .. known?.RiskReduction is null ? (string[])["risk reduction"] : [],
                .. known?.JobSize is null ? (string[])["job size"] : [],
            ],
        };
    }

    private static double OfLevel(Level level) => level switch
    {
        Level.High => 8,
        Level.Medium => 3,
        _ => 1,
    };
}
