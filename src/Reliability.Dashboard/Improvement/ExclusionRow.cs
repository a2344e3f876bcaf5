namespace Reliability.Dashboard.Internal;

/// <summary>A record that does not count for at least one metric.</summary>
internal sealed record ExclusionRow
{
    public required string Id { get; init; }

    /// <summary>Gets the title of the incident; <see langword="null"/> if it is none, or none of those that were read.</summary>
    public string? Title { get; init; }

    public required string Reason { get; init; }

    /// <summary>Gets the metrics, as people read them.</summary>
    public required string Metrics { get; init; }
}
