using Reliability.Common;
using Reliability.Experiments;
using Reliability.Storage;

namespace Reliability.Benchmarks.Dashboard;

/// <summary>
/// Fills a store with 30 days of all objectives and nine days of all experiments. Every seventh objective burns its budget now, and every
/// eleventh has spent it.
/// </summary>
internal static class DashboardFill
{
    private const int Hours = 30 * 24;
    private const int HoursOfMinutes = 12;
    private const int Units = 400;

    public static async Task FillAsync(IReliabilityStore store, ShiftedClock clock)
    {
        await store.InitializeAsync(CancellationToken.None);
        DateTimeOffset now = clock.GetUtcNow();
        await ObjectivesAsync(store, SeriesResolution.Minute.StartOf(now));
        await ExperimentsAsync(store, now);
    }

    private static async Task ObjectivesAsync(IReliabilityStore store, DateTimeOffset now)
    {
        long sequence = 0;
        DateTimeOffset hour = SeriesResolution.Hour.StartOf(now);
        for (int ago = Hours; ago > HoursOfMinutes; ago--)
        {
            await AppendAsync(hour.AddHours(-ago), 3600, SeriesTiers.Hour | SeriesTiers.Day);
        }

        for (DateTimeOffset minute = hour.AddHours(-HoursOfMinutes); minute < now; minute = minute.AddMinutes(1))
        {
            await AppendAsync(minute, 60, SeriesTiers.All);
        }

        async Task AppendAsync(DateTimeOffset start, long count, SeriesTiers tiers)
        {
            sequence++;
            foreach (IGrouping<string, int> service in Enumerable.Range(0, DashboardShop.Objectives).GroupBy(DashboardShop.Service))
            {
                IEnumerable<SeriesDelta> deltas = service.Select(i => new SeriesDelta(
                    DashboardShop.Objective(i), new SeriesBucket(start, count, count - Bad(i, start, count)), tiers));
                await store.Series.AppendAsync(new SeriesBatch(service.Key, "fill", sequence, deltas), CancellationToken.None);
            }
        }

        long Bad(int i, DateTimeOffset start, long count) => i switch
        {
            _ when i % 7 == 3 && now - start < TimeSpan.FromHours(2) => count / 10,
            _ when i % 11 == 5 && start.Hour == 9 => count / 20,
            _ => (sequence + i) % 40 == 0 ? count / 60 : 0,
        };
    }

    private static async Task ExperimentsAsync(IReliabilityStore store, DateTimeOffset now)
    {
        var random = new Random(3);
        var clock = new ShiftedClock();
        clock.Advance(TimeSpan.FromDays(-9) - (clock.GetUtcNow() - now));
        var experiments = new ExperimentCatalog(store.Documents, store.Enrollments, DashboardShop.Service(0), clock);
        using var tracker = new ExperimentTracker(store.Enrollments, timeProvider: clock);
        for (int i = 0; i < DashboardShop.Experiments; i++)
        {
            ExperimentUpdate created = await experiments.CreateAsync(Definition(i), Change("planned"));
            ExperimentUpdate started = await experiments.StartAsync(created.Current, Change("go"));
            TrackedExperiment tracked = tracker.Track(started.Current);
            for (int unit = 0; unit < Units; unit++)
            {
                bool isTreated = tracked.Expose($"unit-{unit}").Variant?.Key == "new";
                if (random.NextDouble() < (isTreated && i % 3 == 0 ? 0.5 : 0.3))
                {
                    tracked.Metric("ordered").Convert($"unit-{unit}");
                }

                tracked.Metric("slo:" + DashboardShop.Objective(0)).Add($"unit-{unit}", random.Next(200) == 0 ? 1 : 0, denominator: 1);
            }

            await tracker.FlushAsync();
        }
    }

    private static ExperimentDefinition Definition(int i) => new()
    {
        Key = $"experiment-{i:00}",
        Variants = [new("old", 1), new("new", 1)],
        Metrics =
        [
            ExperimentMetric.Primary("ordered", minEffect: 0.05),
            ExperimentMetric.SloGuardrail(DashboardShop.Objective(0), GuardrailMargin.Absolute(0.01)),
        ],
    };

    private static ChangeRequest Change(string reason) => new() { By = "ada", Reason = reason };
}
