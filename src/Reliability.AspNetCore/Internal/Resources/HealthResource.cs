using Reliability.Recording;

namespace Reliability.AspNetCore.Internal;

/// <summary>How the library itself fares. What the store says stays in the log: it may name servers.</summary>
internal sealed record HealthResource(
    string Store, DateTimeOffset? LastFlush, DateTimeOffset? FailingSince, long Recorded, long Flushed, long Pending, long Dropped, int LateJobs)
{
    public static HealthResource From(ReliabilityHealthReport report)
    {
        RecorderStatistics recorder = report.Recorder;
        return new(report.Store.ToString(), report.LastFlush, report.FailingSince, recorder.Recorded, recorder.Flushed, recorder.Pending, recorder.Dropped, report.LateJobs.Count);
    }
}
