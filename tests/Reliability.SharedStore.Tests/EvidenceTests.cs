using Microsoft.Extensions.Time.Testing;
using Reliability.Common;
using Reliability.Experiments;
using Reliability.Storage;

namespace Reliability.SharedStore.Tests;

/// <summary>The evidence of each day of an experiment, in every store.</summary>
public sealed class EvidenceTests
{
    private const string Key = "a/b %2f кнопка";
    private static readonly DateOnly First = new(2026, 3, 1);
    private static readonly ChangeRequest Request = new() { By = "ada", Reason = "spring sale" };

    public static TheoryData<string> Kinds => SharedStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Processes_that_store_a_day_at_the_same_time_store_it_once_and_every_page_has_its_days(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        IReliabilityStore[] stores = [await data.OpenAsync(), await data.OpenAsync()];
        ExperimentCatalog[] catalogs =
            [.. stores.Select(store => new ExperimentCatalog(store.Documents, store.Enrollments, "shop", clock))];
        Experiment running = await RunAsync(catalogs[0]);
        for (int day = 0; day < 5; day++)
        {
            await stores[0].Enrollments.ApplyAsync(
                new EnrollmentBatch(new ExperimentId("shop", Key), "test", day + 1, [.. Units(day, clock.GetUtcNow())]), default);
            clock.Advance(TimeSpan.FromDays(1));
            DateOnly?[] stored = await Task.WhenAll(catalogs.Select(one => one.RecordDayAsync(running).AsTask()));
            stored.Should().AllBeEquivalentTo(First.AddDays(day));
        }

        IReadOnlyList<EvidenceDay> days = await catalogs[1].GetEvidenceAsync(running);
        days.Select(one => (one.Day, one.Evidence.Sums.Arms.Sum(arm => arm.Units)))
            .Should().Equal(Enumerable.Range(0, 5).Select(day => (First.AddDays(day), 20L * (day + 1))));
        List<EvidenceDay> pages = [];
        IReadOnlyList<EvidenceDay> page;
        do
        {
            page = await catalogs[0].GetEvidenceAsync(running, pages.Count == 0 ? null : pages[^1].Day, maxCount: 2);
            pages.AddRange(page);
        }
        while (page.Count == 2);

        pages.Should().BeEquivalentTo(days, o => o.WithStrictOrdering());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_copy_brings_the_days(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        IReliabilityStore store = await data.OpenAsync();
        var catalog = new ExperimentCatalog(store.Documents, store.Enrollments, "shop", clock);
        Experiment running = await RunAsync(catalog);
        await store.Enrollments.ApplyAsync(
            new EnrollmentBatch(new ExperimentId("shop", Key), "test", 1, [.. Units(0, clock.GetUtcNow())]), default);
        clock.Advance(TimeSpan.FromDays(1));
        await catalog.RecordDayAsync(running);
        using var target = new InMemoryStore(clock);
        await StoreCopy.RunAsync(store, target, kind, progress: null, default);

        var copied = new ExperimentCatalog(target.Documents, target.Enrollments, "shop", clock);
        (await copied.GetEvidenceAsync((await copied.GetAsync(Key))!))
            .Should().BeEquivalentTo(await catalog.GetEvidenceAsync(running), o => o.WithStrictOrdering()).And.ContainSingle();
    }

    private static async Task<Experiment> RunAsync(ExperimentCatalog catalog)
    {
        var definition = new ExperimentDefinition
        {
            Key = Key,
            Variants = [new("blue", 1), new("green", 1)],
            Metrics = [ExperimentMetric.Primary("bought")],
        };
        Experiment draft = (await catalog.CreateAsync(definition, Request with { Id = "new" })).Current;
        return (await catalog.StartAsync(draft, Request with { Id = "go" })).Current;
    }

    private static IEnumerable<EnrollmentEntry> Units(
        int day, DateTimeOffset now) => Enumerable.Range(0, 20).Select(i => new EnrollmentEntry
        {
            Kind = EnrollmentKind.Exposure,
            Unit = $"{day}-{i}",
            Variant = i % 2 == 0 ? "blue" : "green",
            Value = 0,
            Second = 0,
            Time = now,
        });
}
