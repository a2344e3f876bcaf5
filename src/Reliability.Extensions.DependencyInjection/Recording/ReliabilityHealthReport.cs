using Reliability.Jobs;
using Reliability.Recording;

namespace Reliability;

/// <summary>The health of a setup.</summary>
public sealed record ReliabilityHealthReport
{
    /// <summary>Gets the state of the store at its last use.</summary>
    public required StoreState Store { get; init; }

    /// <summary>
    /// Gets the time of the last complete flush: everything recorded before it is stored. <see langword="null"/> before the first one.
    /// </summary>
    public DateTimeOffset? LastFlush { get; init; }

    /// <summary>Gets the time at which the store began to fail; <see langword="null"/> while it does not fail.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Gets the message of the current failure; <see langword="null"/> while the store does not fail.</summary>
    public string? Problem { get; init; }

    /// <summary>Gets the number of recorded, flushed, pending and dropped events.</summary>
    public required RecorderStatistics Recorder { get; init; }

    /// <summary>Gets the state of the sources that feed the objectives in this process.</summary>
    public IReadOnlyList<FeedStatus> Feeds { get; init; } = [];

    /// <summary>Gets the background jobs that no process has done for more than three of their intervals, the latest first.</summary>
    public IReadOnlyList<JobStatus> LateJobs { get; init; } = [];
}
