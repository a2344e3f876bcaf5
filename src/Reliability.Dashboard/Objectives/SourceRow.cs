namespace Reliability.Dashboard.Internal;

/// <summary>The bad events that come from one source.</summary>
internal sealed record SourceRow
{
    public required string Route { get; init; }

    public required string Status { get; init; }

    public required string Version { get; init; }

    public required decimal Bad { get; init; }

    /// <summary>Gets the share of the bad events whose source is recorded.</summary>
    public required decimal Share { get; init; }

    /// <summary>
    /// Gets the bad events of the last 7 days; <see langword="null"/> if there were more sources then than are listed, and this is none of
    /// those with the most.
    /// </summary>
    public required decimal? Week { get; init; }
}
