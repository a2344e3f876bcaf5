using Reliability.Common.Internal;

namespace Reliability.Debt.Internal;

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
