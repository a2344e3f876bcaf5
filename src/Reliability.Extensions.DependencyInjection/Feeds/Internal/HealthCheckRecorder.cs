using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>Records the status of one health check.</summary>
internal sealed class HealthCheckRecorder(Feed feed, string check) : IHealthCheckPublisher
{
    /// <summary>A check that hangs, or that the publisher leaves out, is registered and never reported.</summary>
    private const string NotPublished =
        "The check is registered, and no report contained it. HealthCheckPublisherOptions (Predicate, Timeout) decide what is reported.";

    private readonly OutcomeRecorder _outcomes = (OutcomeRecorder)feed.Recorder;

    public static HealthCheckRecorder Create(IServiceProvider services, string name, string slo, string check) =>
        new(DeclaredFeeds.Of(services, name).Add(slo, FeedKinds.HealthCheck, SourceOf(check), () => NotPublished), check);

    /// <summary>Returns what the objective waits for.</summary>
    public static string SourceOf(string check) => $"health check {check}";

    /// <summary>Returns the names of the health checks of the application.</summary>
    public static IReadOnlyList<string> Registered(IServiceProvider services) =>
    [
        .. services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations.Select(one => one.Name),
    ];

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
