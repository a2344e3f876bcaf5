using Reliability.Debt;

namespace Reliability.AspNetCore.Internal;

/// <summary>The numbers of an item, in requests and in responses.</summary>
internal sealed record DebtEstimatesBody
{
    public double? BusinessValue { get; init; }

    public double? TimeCriticality { get; init; }

    public double? RiskReduction { get; init; }

    public double? JobSize { get; init; }

    public double? Reach { get; init; }

    public double? ConfidenceShare { get; init; }

    public double? PrincipalPersonDays { get; init; }

    public double? AnnualInterestPersonDays { get; init; }

    public static DebtEstimatesBody From(DebtEstimates one) => new()
    {
        BusinessValue = one.BusinessValue,
        TimeCriticality = one.TimeCriticality,
        RiskReduction = one.RiskReduction,
        JobSize = one.JobSize,
        Reach = one.Reach,
        ConfidenceShare = one.ConfidenceShare,
        PrincipalPersonDays = one.PrincipalPersonDays,
        AnnualInterestPersonDays = one.AnnualInterestPersonDays,
    };

    public DebtEstimates ToEstimates() => new()
    {
        BusinessValue = BusinessValue,
        TimeCriticality = TimeCriticality,
        RiskReduction = RiskReduction,
        JobSize = JobSize,
        Reach = Reach,
        ConfidenceShare = ConfidenceShare,
        PrincipalPersonDays = PrincipalPersonDays,
        AnnualInterestPersonDays = AnnualInterestPersonDays,
    };
}
