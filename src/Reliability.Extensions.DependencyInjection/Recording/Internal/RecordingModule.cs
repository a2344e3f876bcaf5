using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Alerting;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Internal;

/// <summary>Recording, its flush, the Meter, the ActivitySource and the health of the library.</summary>
internal sealed class RecordingModule : ICapabilityModule
{
    public void Register(SetupServices services)
    {
        services.Add(setup => new DropReport(setup.Options, setup.Logger(ReliabilityLogCategories.Recording)));
        services.AddShared(setup =>
        {
            // The report is created first, and so is disposed after the recorder.
            DropReport report = setup.Get<DropReport>();
            var recorder = new ReliabilityRecorder(
                setup.Get<ISeriesStore>(),
                setup.Setup.Objectives.Select(slo => slo.Series).Concat(setup.Setup.Metrics.Select(metric => metric.Series)),
                setup.Setup.Recorder,
                setup.TimeProvider)
            {
                Documents = setup.Get<IDocumentStore>(),
            };
            report.Watch(recorder);
            return recorder;
        });
        services.Add(setup => new ReliabilityHealth(setup.Get<ReliabilityRecorder>(), setup.Jobs, setup.TimeProvider));
        services.AddShared<IReliabilityHealth>(setup => setup.Get<ReliabilityHealth>());
        services.Add(setup => new ReliabilityMetrics(
            setup.Services.GetService<IMeterFactory>(), setup.Get<ReliabilityRecorder>(), setup.Get<ReliabilityHealth>(), setup.Name));
        services.Add(setup => new ReliabilityActivities(setup.Name));
        services.AddHosted(setup =>
            new FeedWatch(setup.Get<ReliabilityRecorder>(), setup.TimeProvider, setup.Logger(ReliabilityLogCategories.Recording)));
        services.AddHosted(setup => new ReliabilityWorker(
            new StoredRoles(
                setup.Get<ISeriesStore>(),
                setup.Get<IDocumentStore>(),
                setup.Get<IEventLog>(),
                setup.Get<ILeaseStore>(),
                setup.Get<IEnrollmentStore>()),
            setup.Get<ReliabilityRecorder>(),
            setup.Get<IErrorBudgets>(),
            setup.Get<IAlerts>(),
            setup.Get<ReliabilityMetrics>(),
            setup.Get<ReliabilityActivities>(),
            setup.Get<ReliabilityHealth>(),
            setup.Get<DropReport>(),
            setup.Options,
            setup.TimeProvider,
            setup.Logger(ReliabilityLogCategories.Recording)));
    }

    public void Validate(OptionProblems problems)
    {
        ReliabilityOptions options = problems.Options;
        problems.Range(options.FlushInterval, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1), nameof(options.FlushInterval));
        problems.Range(options.BudgetRefreshInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), nameof(options.BudgetRefreshInterval));
        problems.Range(options.FutureTolerance, TimeSpan.Zero, TimeSpan.FromDays(1), nameof(options.FutureTolerance));
        problems.Range(options.MaxPendingBuckets, 1, 10_000_000, nameof(options.MaxPendingBuckets));
        problems.Range(options.MaxCellBytes, 0, 1L << 40, nameof(options.MaxCellBytes));
        problems.Range(options.MaxBatchBuckets, 1, 100_000, nameof(options.MaxBatchBuckets));
    }
}
