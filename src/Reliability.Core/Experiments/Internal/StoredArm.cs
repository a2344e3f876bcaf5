using Reliability.Storage;

namespace Reliability.Experiments.Internal;

/// <summary>The stored form of the sums of an arm.</summary>
internal sealed record StoredArm
{
    public required string Variant { get; init; }

    public required long Units { get; init; }

    public required IReadOnlyList<StoredMetricSums> Metrics { get; init; }

    public static StoredArm Of(ArmSummary one) => new()
    {
        Variant = one.Variant,
        Units = one.Units,
        Metrics = [.. one.Metrics.Select(StoredMetricSums.Of)],
    };

    public ArmSummary ToArm() => new() { Variant = Variant, Units = Units, Metrics = [.. Metrics.Select(item => item.ToSums())] };
}
