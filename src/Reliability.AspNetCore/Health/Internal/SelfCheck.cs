using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Reliability.Recording;

namespace Reliability.AspNetCore.Internal;

/// <summary>Checks the health of the library itself.</summary>
internal sealed class SelfCheck(IReliabilityHealth health, SelfCheck.Memory memory) : IHealthCheck
{
    public static SelfCheck Create(IServiceProvider services, string name) =>
        new(
            services.GetRequiredKeyedService<IReliabilityHealth>(name),
            Memory.Of(services.GetRequiredKeyedService<IReliabilityHealth>(name)));

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ReliabilityHealthReport report = health.GetReport();
        long dropped = memory.DroppedSinceLast(report.Recorder.Dropped);
        Dictionary<string, object> data = new(StringComparer.Ordinal)
        {
            ["store"] = report.Store.ToString(),
            ["pending"] = report.Recorder.Pending,
            ["dropped"] = report.Recorder.Dropped,
            ["lateJobs"] = report.LateJobs.Count,
            ["feedsNeverHeard"] = report.Feeds.Count(feed => feed.State == FeedState.NeverHeard),
        };
        return Task.FromResult(report switch
        {
            { Store: StoreState.Failing } =>
                HealthCheckResult.Degraded(
                    $"The store has accepted no data since {report.FailingSince:u}; "
                    + $"{Count(report.Recorder.Pending, "event waits", "events wait")} in memory.",
                    data: data),
            _ when dropped > 0 => HealthCheckResult.Degraded(
                $"{Count(dropped, "event was", "events were")} dropped since the last check.", data: data),
            { LateJobs: [var late, ..] } =>
                HealthCheckResult.Degraded(
                    $"{Count(report.LateJobs.Count, "job is", "jobs are")} late: {late.Job} of '{late.Item}' was not done for "
                    + $"{late.Lateness:c}, and is due every {late.Interval:c}.",
                    data: data),
            { Store: StoreState.Unknown } => HealthCheckResult.Healthy("No data was stored yet.", data),
            _ => HealthCheckResult.Healthy($"The store accepted all data until {report.LastFlush:u}.", data),
        });
    }

    private static string Count(long count, string one, string several) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : several)}");

    /// <summary>Remembers the number of dropped events at the last check. Checks are created for each run; this object is not.</summary>
    internal sealed class Memory
    {
        private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<IReliabilityHealth, Memory> All = [];
        private long _dropped;

        public static Memory Of(IReliabilityHealth health) => All.GetValue(health, _ => new Memory());

        public long DroppedSinceLast(long dropped) => dropped - Interlocked.Exchange(ref _dropped, dropped);
    }
}
