using Reliability.Common.Internal;

namespace Reliability.Debt;

/// <summary>
/// The weights of the scorer that adds one for the impact and one for the effort. The lowest sum comes first. With the defaults, the order
/// is that of the rank table.
/// </summary>
public sealed record DebtWeights
{
    /// <summary>Gets the weight of a high impact.</summary>
    public double HighImpact { get; init => field = Within(value, nameof(HighImpact)); }

    /// <summary>Gets the weight of a medium impact.</summary>
    public double MediumImpact { get; init => field = Within(value, nameof(MediumImpact)); } = 3;

    /// <summary>Gets the weight of a low impact.</summary>
    public double LowImpact { get; init => field = Within(value, nameof(LowImpact)); } = 8;

    /// <summary>Gets the weight of a low effort.</summary>
    public double LowEffort { get; init => field = Within(value, nameof(LowEffort)); }

    /// <summary>Gets the weight of a medium effort.</summary>
    public double MediumEffort { get; init => field = Within(value, nameof(MediumEffort)); } = 2;

    /// <summary>Gets the weight of a high effort.</summary>
    public double HighEffort { get; init => field = Within(value, nameof(HighEffort)); } = 4;

    /// <summary>Gets the highest sum of the band <see cref="DebtBand.Immediately"/>.</summary>
    public double ImmediatelyUpTo { get; init => field = Within(value, nameof(ImmediatelyUpTo)); } = 3;

    /// <summary>Gets the highest sum of the band <see cref="DebtBand.NextSprint"/>.</summary>
    public double NextSprintUpTo { get; init => field = Within(value, nameof(NextSprintUpTo)); } = 7;

    private static double Within(double value, string parameter) =>
        Check.Between(value, -DebtEstimates.MaxValue, DebtEstimates.MaxValue, parameter);
}
