using Reliability.Common.Internal;

namespace Reliability.Debt;

/// <summary>Numbers about an item of technical debt, for scorers that need more than impact and effort. Each is optional.</summary>
public sealed record DebtEstimates
{
    /// <summary>The maximum of every number.</summary>
    public const double MaxValue = 1_000_000_000;

    /// <summary>Gets the value to users or the business on a relative scale, for WSJF: 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double? BusinessValue { get; init => field = Amount(value, nameof(BusinessValue)); }

    /// <summary>Gets how much the value decays with time, on the scale of <see cref="BusinessValue"/>, for WSJF: 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double? TimeCriticality { get; init => field = Amount(value, nameof(TimeCriticality)); }

    /// <summary>Gets the reduction of risk on the scale of <see cref="BusinessValue"/>, for WSJF: 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double? RiskReduction { get; init => field = Amount(value, nameof(RiskReduction)); }

    /// <summary>Gets the size of the work on a relative scale, for WSJF: above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double? JobSize { get; init => field = Size(value, nameof(JobSize)); }

    /// <summary>Gets the number of users or requests that are affected in a period, for RICE: 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double? Reach { get; init => field = Amount(value, nameof(Reach)); }

    /// <summary>Gets the confidence in the other numbers, for RICE: 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double? ConfidenceShare
    {
        get;
        init => field = value is { } share ? Check.Between(share, 0d, 1d, nameof(ConfidenceShare)) : null;
    }

    /// <summary>Gets the work to remove the debt in person-days, for RICE and interest: above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double? PrincipalPersonDays { get; init => field = Size(value, nameof(PrincipalPersonDays)); }

    /// <summary>Gets the work that the debt costs in a year, in person-days, for interest: 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double? AnnualInterestPersonDays { get; init => field = Amount(value, nameof(AnnualInterestPersonDays)); }

    private static double? Amount(double? value, string parameter) =>
        value is { } amount ? Check.Between(amount, 0d, MaxValue, parameter) : null;

    private static double? Size(double? value, string parameter) =>
        value is { } size ? Check.Between(Check.Positive(size, parameter), 0d, MaxValue, parameter) : null;
}
