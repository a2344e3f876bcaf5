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

/// <summary>Principal divided by annual interest.</summary>
internal sealed class InterestScorer : IDebtScorer
{
    private const double ImmediatelyUpTo = 1;
    private const double NextSprintUpTo = 3;

    public string Name => "interest";

    public string Version => "1";

    public DebtScoreDirection Direction => DebtScoreDirection.Ascending;

    public DebtScore Score(DebtItem item, DebtScoringContext context)
    {
        double? principal = item.Definition.Estimates?.PrincipalPersonDays;
        double? interest = item.Definition.Estimates?.AnnualInterestPersonDays;
        double? years = interest > 0 && principal / interest is { } finite && double.IsFinite(finite) ? finite : null;
        bool isNever = principal is not null && interest is not null && years is null;
        return new DebtScore
        {
            Value = years,
            Base = RankTableScorer.RankOf(item.Definition),
            Direction = Direction,
            Band = years is null ? isNever ? DebtBand.WhenPossible : DebtBand.Unknown
                : years <= ImmediatelyUpTo ? DebtBand.Immediately
                : years <= NextSprintUpTo ? DebtBand.NextSprint
                : DebtBand.WhenPossible,
            Reasons = years is { } value
                ? [Check.Text($"{principal} person-days / {interest} person-days a year: pays off after {value:0.##} years")]
                : isNever ? ["costs nothing, so removing it never pays off"] : [],
            MissingInputs =
            [
                .. principal is null ? (string[])["principal"] : [],
                .. interest is null ? (string[])["annual interest"] : [],
            ],
        };
    }
}
