using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Slos;

namespace Reliability.Internal;

/// <summary>Records the status of one health check.</summary>
internal sealed class HealthCheckRecorder(OutcomeRecorder outcomes, string check) : IHealthCheckPublisher
{
    public static HealthCheckRecorder Create(IServiceProvider services, string name, string slo, string check)
    {
        IReadOnlyList<SloDefinition> objectives = services.GetRequiredKeyedService<IErrorBudgets>(name).Objectives;
        SloDefinition definition = objectives.FirstOrDefault(one => one.Name == slo) ?? throw new InvalidOperationException(
            $"The health check '{check}' cannot feed '{slo}', because no objective has this name. Declared are: "
            + $"{Names.Nearest(slo, objectives.Select(one => one.Name))}.");
        if (definition.Series.Kind != SeriesKind.Outcome)
        {
            throw new InvalidOperationException(
                $"A health check cannot feed '{slo}', which counts {definition.Series.Kind} events; it can feed objectives of availability "
                + "and zero tolerance.");
        }

        string[] registered =
        [
            .. services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations.Select(one => one.Name),
        ];
        if (!registered.Contains(check, StringComparer.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException(
                $"No health check is named '{check}', so '{slo}' would never be fed. "
                + $"{Names.Hint(check, registered) ?? "No health check is registered; call AddHealthChecks().AddCheck(...)."}");
        }

        Feed feed = services.GetRequiredKeyedService<ReliabilityRecorder>(name)
            .AddFeed(slo, FeedKinds.HealthCheck, $"health check {check}");
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
