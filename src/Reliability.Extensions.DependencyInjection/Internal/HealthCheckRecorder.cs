using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Reliability.Common.Internal;
using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>Records the status of one health check.</summary>
internal sealed class HealthCheckRecorder(OutcomeRecorder outcomes, string check) : IHealthCheckPublisher
{
    public static HealthCheckRecorder Create(IServiceProvider services, string name, string slo, string check)
    {
        var feeds = DeclaredFeeds.Of(services, name);
        Feed feed = feeds.Add(slo, FeedKinds.HealthCheck, $"health check {check}", fed: SeriesKind.Outcome);
        string[] registered =
        [
            .. services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations.Select(one => one.Name),
        ];
        if (!registered.Contains(check, StringComparer.OrdinalIgnoreCase))
        {
            throw feeds.Wrong(
                $"No health check is named '{check}', so '{slo}' would never be fed. "
                + $"{Names.Hint(check, registered) ?? "No health check is registered; call AddHealthChecks().AddCheck(...)."}");
        }

        feed.Connect();
        return new HealthCheckRecorder((OutcomeRecorder)feed.Recorder, check);
    }

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        if (report.Entries.TryGetValue(check, out HealthReportEntry entry))
        {
            outcomes.Record(entry.Status != HealthStatus.Unhealthy);
        }

        return Task.CompletedTask;
    }
}
