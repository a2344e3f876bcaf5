using Reliability.Common;

namespace Reliability.Trends;

/// <summary>
/// What became of the lines of a backfill: every line is written, was written before, is outside of the retention, or is rejected.
/// </summary>
public sealed record MetricBackfillReport
{
    /// <summary>The number of rejected lines that a report lists: 100.</summary>
    public const int MaxRejected = 100;

    /// <summary>Gets the metric.</summary>
    public required MetricDefinition Metric { get; init; }

    /// <summary>Gets the id by which the store knows this text for this metric.</summary>
    public required string ContentId { get; init; }

    /// <summary>Gets a value indicating whether this is a plan, and nothing was written.</summary>
    public required bool IsPlan { get; init; }

    /// <summary>Gets the number of lines with a value or with an error: all but the header and blank ones.</summary>
    public required long LineCount { get; init; }

    /// <summary>Gets the number of values that were written; for a plan, that would be written.</summary>
    public required long WrittenCount { get; init; }

    /// <summary>Gets the number of values that an earlier run of the same text has written. They are not counted again.</summary>
    public required long DuplicateCount { get; init; }

    /// <summary>Gets the number of values that are older than the store keeps hours. They are not written.</summary>
    public required long TooOldCount { get; init; }

    /// <summary>Gets the number of values whose time is in the future. They are not written, not by a later run either.</summary>
    public required long InFutureCount { get; init; }

    /// <summary>Gets the number of lines that cannot be used.</summary>
    public required long RejectedCount { get; init; }

    /// <summary>Gets the first lines that cannot be used, at most <see cref="MaxRejected"/>, in the order of the text.</summary>
    public required IReadOnlyList<RejectedLine> Rejected { get; init; }

    /// <summary>
    /// Gets the time from the first to behind the last value that is written or was written before; <see langword="null"/> without one.
    /// </summary>
    public required TimeRange? Range { get; init; }
}
