using Reliability.Common;
using Reliability.Experiments;
using Reliability.Storage;

namespace Reliability.Internal;

/// <summary>
/// Experiments of the service of the setup: reads and counts them, rolls them back when a guardrail breaks, and stores their evidence of
/// each day.
/// </summary>
internal sealed class ExperimentsModule : ICapabilityModule
{
    public void Register(SetupServices services)
    {
        services.AddShared<IExperiments>(
            setup => new ExperimentCatalog(
                setup.Get<IDocumentStore>(),
                setup.Get<IEnrollmentStore>(),
                setup.Setup.Service,
                setup.TimeProvider,
                setup.Setup.Recorder.DayZone)
            {
                Declared =
                [
                    .. setup.Setup.Objectives.Select(slo => slo.Name), .. setup.Setup.Metrics.Select(metric => metric.Name),
                ],
            });
        services.Add<IMarkerSource>(setup => new ExperimentMarkers(setup.Get<IExperiments>()));
        services.Add(setup => new ExperimentDropReport(setup.Options, setup.Logger(ReliabilityLogCategories.Experiments)));
        services.AddShared(setup =>
        {
            // The report is created first, and so is disposed after the tracker.
            ExperimentDropReport report = setup.Get<ExperimentDropReport>();
            ExperimentOptions options = setup.Options.Experiments;
            var tracker = new ExperimentTracker(
                setup.Get<IEnrollmentStore>(),
                new TrackerOptions
                {
                    Capacity = options.Capacity,
                    Grace = options.Grace,
                    FallBackToDraw = options.FallBackToDraw,
                    ThrowOnInvalidInput = setup.Options.ThrowOnInvalidInput,
                },
                setup.TimeProvider);
            report.Watch(tracker);
            return tracker;
        });
        services.AddShared(setup => new TrackedExperiments(setup.Get<IExperiments>(), setup.Get<ExperimentTracker>(), setup.TimeProvider));
        services.Add(
            setup => new ExperimentMetrics(
                setup.Get<ReliabilityMetrics>().Meter,
                setup.Get<ExperimentTracker>(),
                setup.Get<TrackedExperiments>(),
                setup.TimeProvider));
        services.AddHosted(setup =>
        {
            _ = setup.Get<ExperimentMetrics>(); // Creates the instruments when the host starts.
            return new ExperimentWorker(
                setup.Get<ExperimentTracker>(),
                setup.Get<TrackedExperiments>(),
                setup.Get<ReliabilityActivities>(),
                setup.Get<ExperimentDropReport>(),
                setup.Options,
                setup.TimeProvider,
                setup.Logger(ReliabilityLogCategories.Experiments));
        });
        services.AddHosted(setup => setup.Job(new GuardrailJob(
            setup.Get<IExperiments>(),
            setup.Jobs,
            setup.Get<ExperimentMetrics>(),
            setup.Setup.Service,
            setup.Options.Experiments.GuardrailInterval,
            setup.Logger(ReliabilityLogCategories.Experiments)).Definition));
        services.AddHosted(
            setup => setup.Job(new EvidenceJob(setup.Get<IExperiments>(), setup.Jobs, setup.Setup.Service).Definition));
    }

    public void Validate(OptionProblems problems)
    {
        const string Group = nameof(ReliabilityOptions.Experiments);
        ExperimentOptions experiments = problems.Options.Experiments;
        problems.Range(
            experiments.RefreshInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), Group, nameof(experiments.RefreshInterval));
        problems.Range(
            experiments.GuardrailInterval, TimeSpan.FromSeconds(10), TimeSpan.FromHours(1), Group, nameof(experiments.GuardrailInterval));
        problems.Range(experiments.Capacity, TrackerOptions.MinCapacity, TrackerOptions.MaxCapacity, Group, nameof(experiments.Capacity));
        problems.Range(experiments.Grace, TimeSpan.Zero, TimeSpan.FromHours(1), Group, nameof(experiments.Grace));
    }
}
