using Reliability.Jobs;
using Reliability.Recording;

namespace Reliability;

/// <summary>How a set-up is doing.</summary>
public sealed record ReliabilityHealthReport
{
    /// <summary>How the store answered last.</summary>
    public required StoreState Store { get; init; }

    /// <summary>When it last took everything: what was recorded before this is stored. <see langword="null"/>: never yet.</summary>
    public DateTimeOffset? LastFlush { get; init; }

    /// <summary>When it began to fail; <see langword="null"/> while it does not.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>What it says is wrong; <see langword="null"/> while nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>Where every recorded event is.</summary>
    public required RecorderStatistics Recorder { get; init; }

    /// <summary>The work in the background that has not been done for more than three of its intervals, by any process, the latest first.</summary>
    public IReadOnlyList<JobStatus> LateJobs { get; init; } = [];
}
