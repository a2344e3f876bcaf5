using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Reliability.Common.Internal;
using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>Records the status of one health check.</summary>
internal sealed class HealthCheckRecorder(Feed feed, string check) : IHealthCheckPublisher
{
    /// <summary>A check that hangs, or that the publisher leaves out, is registered and never reported.</summary>
    private const string NotPublished =
        "The check is registered, and no report contained it. HealthCheckPublisherOptions (Predicate, Timeout) decide what is reported.";

    private readonly OutcomeRecorder _outcomes = (OutcomeRecorder)feed.Recorder;

    public static HealthCheckRecorder Create(IServiceProvider services, string name, string slo, string check)
    {
        var feeds = DeclaredFeeds.Of(services, name);
        Feed feed = feeds.Add(slo, FeedKinds.HealthCheck, $"health check {check}", () => NotPublished, SeriesKind.Outcome);
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

        return new HealthCheckRecorder(feed, check);
    }

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        if (report.Entries.TryGetValue(check, out HealthReportEntry entry))
        {
            feed.Connect();
            _outcomes.Record(entry.Status != HealthStatus.Unhealthy);
        }

        return Task.CompletedTask;
    }
}
