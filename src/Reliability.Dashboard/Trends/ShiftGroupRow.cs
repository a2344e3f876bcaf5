namespace Reliability.Dashboard.Internal;

/// <summary>Metrics of a service that shifted at about the same time.</summary>
internal sealed record ShiftGroupRow
{
    public required string Service { get; init; }

    /// <summary>Gets the metric that changed first, or one of those that may have.</summary>
    public required string Metric { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    /// <summary>Gets a value indicating whether it is certain which metric changed first.</summary>
    public required bool IsFirstCertain { get; init; }

    /// <summary>Gets the order in words.</summary>
    public required string Summary { get; init; }
}
