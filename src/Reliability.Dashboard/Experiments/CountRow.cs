namespace Reliability.Dashboard.Internal;

/// <summary>The units of an arm in a metric: n of N.</summary>
internal sealed record CountRow
{
    public required string Variant { get; init; }

    /// <summary>Gets the number of units that converted; <see langword="null"/> if the metric is not a share of units.</summary>
    public long? Count { get; init; }

    public required long Units { get; init; }
}
