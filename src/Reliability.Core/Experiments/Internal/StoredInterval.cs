using Reliability.Statistics;

namespace Reliability.Experiments.Internal;

/// <summary>The stored form of a confidence interval.</summary>
internal sealed record StoredInterval
{
    public double? Lower { get; init; }

    public double? Upper { get; init; }

    public required double Level { get; init; }

    public static StoredInterval Of(ConfidenceInterval one) => new()
    {
        Lower = one.Lower,
        Upper = one.Upper,
        Level = one.Level,
    };

    public ConfidenceInterval ToInterval() => new(Lower, Upper, Level);
}
