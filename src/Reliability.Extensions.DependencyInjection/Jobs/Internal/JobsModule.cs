using Reliability.Common.Internal;
using Reliability.Jobs;
using Reliability.Storage;

namespace Reliability.Internal;

/// <summary>The heartbeat of the process, and the retention of series, which belongs to no capability.</summary>
internal sealed class JobsModule : ICapabilityModule
{
    private static readonly TimeSpan MaxHeartbeat = TimeSpan.FromSeconds(30);

    public void Register(SetupServices services)
    {
        services.AddShared(CreateCoordinator);
        services.AddShared<IJobs>(setup => setup.Jobs);
        services.Add(setup => new JobMetrics(setup.Get<ReliabilityMetrics>().Meter, setup.Jobs));
        services.AddHosted(setup =>
        {
            _ = setup.Get<JobMetrics>(); // Creates the instruments when the host starts.
            return new HeartbeatWorker(setup.Jobs, setup.TimeProvider, setup.Logger(ReliabilityLogCategories.Jobs));
        });
        services.AddHosted(setup =>
        {
            var job = new RetentionJob(
                setup.Get<ISeriesStore>(), setup.Jobs, setup.Setup.Services, setup.Setup.Retention, setup.Options.TrimInterval);
            job.DeclareRetention();
            return setup.Job(job.Definition);
        });
        services.AddHosted(setup => setup.Job(FoldJob.Of(setup.Get<ISeriesStore>(), setup.Setup.Services)));
    }

    public void Validate(OptionProblems problems)
    {
        ReliabilityOptions options = problems.Options;
        problems.Range(options.TrimInterval, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), nameof(options.TrimInterval));
        problems.Range(options.MinuteRetention, TimeSpan.FromHours(1), TimeSpan.FromDays(36500), nameof(options.MinuteRetention));
        problems.Range(options.HourRetention, options.MinuteRetention, TimeSpan.FromDays(36500), nameof(options.HourRetention));
        var kept = new RetentionSettings(options);
        problems.Range(kept.Days, options.HourRetention, TimeSpan.FromDays(36500), nameof(options.DayRetention));
        problems.Range(kept.MinuteSketches, TimeSpan.FromHours(1), options.MinuteRetention, nameof(options.MinuteSketchRetention));
        problems.Range(kept.HourSketches, kept.MinuteSketches, options.HourRetention, nameof(options.HourSketchRetention));
        problems.Range(kept.DaySketches, kept.HourSketches, kept.Days, nameof(options.DaySketchRetention));
        problems.Try(nameof(options.DayZone), () => Check.Zone(options.DayZone, nameof(options.DayZone)));
    }

    /// <summary>Other processes notice within three intervals of the most frequent job that this process has stopped.</summary>
    private static JobCoordinator CreateCoordinator(SetupProvider setup)
    {
        TimeSpan quickest = new[] { setup.Options.Alerting.Interval, setup.Options.Experiments.GuardrailInterval, MaxHeartbeat }.Min();
        return new JobCoordinator(
            setup.Get<IDocumentStore>(), setup.Get<ILeaseStore>(), new JobCoordinatorOptions { HeartbeatInterval = quickest },
            setup.TimeProvider);
    }
}
