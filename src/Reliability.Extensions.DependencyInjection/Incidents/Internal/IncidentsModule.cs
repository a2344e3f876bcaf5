using Microsoft.Extensions.DependencyInjection;
using Reliability.Alerting;
using Reliability.Common;
using Reliability.Incidents;
using Reliability.Jobs;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Internal;

/// <summary>Incidents: their register, their markers, what they cost, and those that alerts open.</summary>
internal sealed class IncidentsModule : ICapabilityModule
{
    public const string JobName = "incidents";
    public const string Kind = "incidents";

    public void Register(SetupServices services)
    {
        services.Add(setup => new IncidentRegister(
            setup.Get<IDocumentStore>(),
            setup.Setup.Services,
            setup.Get<IErrorBudgets>(),
            setup.Get<IDeployments>(),
            new AlertTransitions(setup.Get<IEventLog>()),
            setup.TimeProvider,
            setup.Setup.Recorder.DayZone));
        services.AddShared<IIncidents>(setup => setup.Get<IncidentRegister>());
        services.Add<IBudgetCost>(setup => setup.Get<IncidentRegister>());
        services.Add<IMarkerSource>(setup => new IncidentMarkers(setup.Get<IIncidents>()));
        services.AddShared<IImprovementMetrics>(setup => new ImprovementMeter(
            setup.Get<IIncidents>(),
            setup.Get<IDeployments>(),
            [.. setup.All<IActionSource>(), .. setup.Services.GetServices<IActionSource>()],
            setup.TimeProvider));
        services.AddShared(setup => new AlertIncidents(
            setup.Get<IncidentRegister>(),
            setup.Get<IEventLog>(),
            setup.Get<IDocumentStore>(),
            setup.Get<IErrorBudgets>(),
            setup.TimeProvider)
        {
            MinSeverity = setup.Options.Incidents.OpenFromAlerts ?? AlertSeverity.Page,
            JoinWithin = setup.Options.Incidents.JoinWithin,
        });
        services.AddHosted(setup => setup.Job(JobOf(setup)));
    }

    public void Validate(OptionProblems problems)
    {
        const string Group = nameof(ReliabilityOptions.Incidents);
        IncidentOptions options = problems.Options.Incidents;
        problems.Range(options.Interval, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), Group, nameof(options.Interval));
        problems.Range(options.JoinWithin, TimeSpan.Zero, TimeSpan.FromDays(1), Group, nameof(options.JoinWithin));
        if (options.OpenFromAlerts is { } severity)
        {
            problems.Word(severity, [], Group, nameof(options.OpenFromAlerts));
        }
    }

    private static JobDefinition JobOf(SetupProvider setup)
    {
        IncidentOptions options = setup.Options.Incidents;
        AlertIncidents incidents = setup.Get<AlertIncidents>();
        string[] services = options.OpenFromAlerts is null
            ? []
            : [.. setup.Get<IErrorBudgets>().Objectives.Select(slo => slo.Service).Distinct(StringComparer.Ordinal)];
        return JobDefinition.Each(
            JobName,
            options.Interval,
            [
                .. services.Select(service => new JobSubject
                {
                    Service = service,
                    Kind = Kind,
                    Name = service,
                    Definition = $"{options.OpenFromAlerts}, {options.JoinWithin:c}",
                }),
            ],
            (claim, cancellationToken) => incidents.RunAsync(claim.Subject.Service, cancellationToken));
    }
}
