namespace Reliability.Storage;

/// <summary>The running sums of one arm, without crossed units.</summary>
public sealed record ArmSummary
{
    /// <summary>The arm.</summary>
    public required string Variant { get; init; }

    /// <summary>How many units it has.</summary>
    public required long Units { get; init; }

    /// <summary>The sums of each metric that any of its units had an entry of, in the ordinal order of their names. Metrics without a unit left may be missing.</summary>
    public required IReadOnlyList<MetricSums> Metrics { get; init; }
}
