namespace Reliability.Storage;

/// <summary>The running sums of one arm, without crossed units.</summary>
public sealed record ArmSummary
{
    /// <summary>Gets the key of the variant.</summary>
    public required string Variant { get; init; }

    /// <summary>Gets the number of units.</summary>
    public required long Units { get; init; }

    /// <summary>
    /// Gets the sums of each metric for which any unit of the arm had an entry, in the ordinal order of the metrics' names. A metric that
    /// has no units left may be missing.
    /// </summary>
    public required IReadOnlyList<MetricSums> Metrics { get; init; }
}
