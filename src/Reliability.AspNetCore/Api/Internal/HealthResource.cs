using Reliability.Recording;

namespace Reliability.AspNetCore.Internal;

/// <summary>The health of the library itself. The message of the store stays in the log, because it can name servers.</summary>
internal sealed record HealthResource(
    string Store, DateTimeOffset? LastFlush, DateTimeOffset? FailingSince, long Recorded, long Flushed, long Pending, long Dropped,
    int LateJobs)
{
    public static HealthResource From(ReliabilityHealthReport report, int lateJobs)
    {
        RecorderStatistics recorder = report.Recorder;
        return new(
            report.Store.ToString(),
            report.LastFlush,
            report.FailingSince,
            recorder.Recorded,
            recorder.Flushed,
            recorder.Pending,
            recorder.Dropped,
            lateJobs);
    }
}
