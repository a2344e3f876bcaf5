using Reliability.Jobs;
using Reliability.Recording;

namespace Reliability;

/// <summary>How a set-up is doing.</summary>
/// <param name="Store">How the store answered last.</param>
/// <param name="LastFlush">When it last took everything: what was recorded before this is stored. <see langword="null"/>: never yet.</param>
/// <param name="FailingSince">When it began to fail; <see langword="null"/> while it does not.</param>
/// <param name="Problem">What it says is wrong; <see langword="null"/> while nothing is.</param>
/// <param name="Recorder">Where every recorded event is.</param>
public sealed record ReliabilityHealthReport(
    StoreState Store, DateTimeOffset? LastFlush, DateTimeOffset? FailingSince, string? Problem, RecorderStatistics Recorder)
{
    /// <summary>The work in the background that has not been done for more than three of its intervals, by any process, the latest first.</summary>
    public IReadOnlyList<JobStatus> LateJobs { get; init; } = [];
}
