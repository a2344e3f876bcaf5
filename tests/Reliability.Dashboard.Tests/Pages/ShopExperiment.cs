using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Reliability.Common;
using Reliability.Experiments;

namespace Reliability.Dashboard.Tests;

/// <summary>Twelve days of an experiment in a shop, each with its evidence.</summary>
internal static class ShopExperiment
{
    public const string Key = "checkout-button";

    public const string Address = "/reliability/experiment/" + Key;

    private const int Days = 12;
    private const int UnitsPerDay = 60;

    public static ExperimentDefinition Definition { get; } = new()
    {
        Key = Key,
        Hypothesis = "A green button makes more customers order.",
        Variants = [new("blue", 1), new("green", 1)],
        Metrics =
        [
            ExperimentMetric.Primary("ordered", minEffect: 0.05),
            new ExperimentMetric { Name = "items", Kind = MetricKind.Mean },
            ExperimentMetric.SloGuardrail("checkout", GuardrailMargin.Absolute(0.02)),
        ],
    };

    /// <summary>Makes the experiments those of the service of checkout.</summary>
    public static void BelongsToShop(ReliabilityBuilder reliability) => reliability.Configure(options => options.Service = "shop");

    /// <summary>
    /// Runs an experiment until now. Of the second arm, nine of ten units convert, and three of ten of the first.
    /// </summary>
    /// <param name="shop">The shop.</param>
    /// <param name="definition">The experiment, or <see langword="null"/> for <see cref="Definition"/>.</param>
    /// <param name="losesUnits">Whether half of the units of the second arm are lost.</param>
    /// <param name="by">Who plans and starts it, and why.</param>
    public static async Task<Experiment> RunAsync(
        Shop shop, ExperimentDefinition? definition = null, bool losesUnits = false, string by = "ada")
    {
        ExperimentDefinition planned = definition ?? Definition;
        var clock = new FakeTimeProvider(Shop.Now.AddDays(-Days));
        string service = shop.Site.Services.GetRequiredService<IExperiments>().Service;
        var experiments = new ExperimentCatalog(shop.Store.Documents, shop.Store.Enrollments, service, clock);
        using var tracker = new ExperimentTracker(shop.Store.Enrollments, timeProvider: clock);
        ExperimentUpdate created = await experiments.CreateAsync(planned, Change(by));
        ExperimentUpdate started = await experiments.StartAsync(created.Current, Change(by));
        TrackedExperiment tracked = tracker.Track(started.Current);
        for (int day = 0; day < Days; day++)
        {
            for (int i = 0; i < UnitsPerDay; i++)
            {
                Visit(tracked, planned, $"unit-{day}-{i}", i, losesUnits);
            }

            clock.Advance(TimeSpan.FromDays(1));
            await tracker.FlushAsync();
            await experiments.RecordDayAsync(started.Current);
        }

        return started.Current;
    }

    public static ChangeRequest Change(string by) => new() { By = by, Reason = by };

    private static void Visit(TrackedExperiment tracked, ExperimentDefinition planned, string unit, int i, bool losesUnits)
    {
        bool isSecond = tracked.Decide(unit).Variant?.Key == planned.Variants[1].Key;
        if (losesUnits && isSecond && i % 2 == 0)
        {
            return;
        }

        tracked.Expose(unit);
        foreach (ExperimentMetric metric in planned.Metrics)
        {
            if (metric.Kind == MetricKind.Ratio)
            {
                tracked.Metric(metric.Name).Add(unit, i % 40 == 0 ? 1 : 0, denominator: 1);
            }
            else if (metric.Kind == MetricKind.Mean)
            {
                tracked.Metric(metric.Name).Add(unit, 1 + (i % 3));
            }
            else if (i % 10 < (isSecond ? 9 : 3))
            {
                tracked.Metric(metric.Name).Convert(unit);
            }
        }
    }
}
