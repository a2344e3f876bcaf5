using Reliability.Jobs;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// A job for one subject. Durations are in seconds. The reason of a failure stays in the log, because it can name servers.
/// </summary>
internal sealed record JobResource(
    string Service, string Job, string Item, string State, double IntervalSeconds, double LatenessSeconds, DateTimeOffset? LastDoneAt,
    string? LastDoneBy, string? Holder, bool Failed)
{
    public static JobResource From(JobStatus one) => new(
        one.Service,
        one.Job,
        one.Item,
        one.State.ToString(),
        one.Interval.TotalSeconds,
        Math.Round(one.Lateness.TotalSeconds, 3),
        one.LastDoneAt,
        one.LastDoneBy,
        one.Holder,
        one.Fault is not null);
}
