using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Guarantees.Tests;

/// <summary>Experiments move between any two stores while they run.</summary>
[Trait("guarantee", "copies")]
public sealed class ExperimentCopyTests : IDisposable
{
    private const int Units = 2_300;
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ExperimentId[] Experiments = [new("shop", "button"), new("search", "order")];

    private readonly Files _files = new();

    public static TheoryData<string, string> Pairs() => Stores.Pairs();

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Experiments_arrive_once_and_go_on_like_at_the_source_however_often_the_copy_is_interrupted(string from, string to)
    {
        await using IReliabilityStore source = await Stores.OpenAsync(from, _files);
        await using IReliabilityStore target = await Stores.OpenAsync(to, _files);
        foreach (ExperimentId experiment in Experiments)
        {
            await FillAsync(source.Enrollments, experiment);
        }

        await InterruptAsync(source, target, seed: Stores.SeedOf(from, to));
        StoreCopyReport last = await CopyAsync(source, target);
        StoreCopyReport again = await CopyAsync(source, target);

        last.Conflicts.Should().BeEmpty();
        again.Should().BeEquivalentTo(new { Experiments = 0, Units = 0, Conflicts = Array.Empty<string>() });
        foreach (ExperimentId experiment in Experiments)
        {
            (await ContentAsync(target.Enrollments, experiment)).Should().Equal(await ContentAsync(source.Enrollments, experiment));
            await ShouldGoOnAlikeAsync(source.Enrollments, target.Enrollments, experiment);
        }

        (await CopyAsync(source, target)).Conflicts.Should().BeEmpty("the target knows every batch of the source");
    }

    public void Dispose() => _files.Dispose();

    private static Task<StoreCopyReport> CopyAsync(IReliabilityStore source, IReliabilityStore target) =>
        StoreCopy.RunAsync(source, target, "before", progress: null, CancellationToken.None);

    /// <summary>Every fault ends a run of the copy: before a call, after it, or while nobody knows which.</summary>
    private static async Task InterruptAsync(IReliabilityStore source, IReliabilityStore target, int seed)
    {
        int interruptions = 0;
        for (int attempt = 0; attempt < 12; attempt++)
        {
            var chaos = new ChaosStore(target, (100 * seed) + attempt);
            ChaosControl control = chaos.Controls[StorageRoles.Enrollments];
            control.Chance = 0.25;
            control.Faults = [ChaosFault.BeforeApply, ChaosFault.AfterApply, ChaosFault.CancelledAfterApply];
            try
            {
                await CopyAsync(source, chaos);
            }
            catch (Exception e) when (e is StoreException or OperationCanceledException)
            {
                interruptions++;
            }
        }

        interruptions.Should().BePositive();
    }

    /// <summary>Values whose sums depend on their order, conversions, covariates, and every fifth unit in two arms.</summary>
    private static async Task FillAsync(IEnrollmentStore store, ExperimentId experiment)
    {
        foreach (int[] some in Enumerable.Range(0, Units).Chunk(200))
        {
            await store.ApplyAsync(
                new EnrollmentBatch(experiment, $"p{some[0] % 3}", 1 + some[0], some.SelectMany(i => (EnrollmentEntry[])
                [
                    Entry(EnrollmentKind.Exposure, $"unit {i}", i % 2 == 0 ? "a" : "b"),
                    Entry(EnrollmentKind.First, $"unit {i}", value: i / 7.0, metric: "buy"),
                    Entry(EnrollmentKind.Sum, $"unit {i}", value: i / 3.0, second: 0.1, metric: "spent"),
                    Entry(EnrollmentKind.Exposure, $"unit {i}", i % 5 == 0 ? "c" : i % 2 == 0 ? "a" : "b"),
                ])),
                CancellationToken.None);
        }
    }

    private static async Task ShouldGoOnAlikeAsync(IEnrollmentStore source, IEnrollmentStore target, ExperimentId experiment)
    {
        EnrollmentState state = await source.GetStateAsync(experiment, CancellationToken.None);
        long lastOfP0 = state.Producers.Single(one => one.ProducerId == "p0").Sequence;
        EnrollmentBatch[] batches =
        [
            new(experiment, "p0", lastOfP0, [Entry(EnrollmentKind.Exposure, "ignored", "a")]),
            new(experiment, "p0", 1, [Entry(EnrollmentKind.Exposure, "ignored", "a")]),
            new(experiment, "p9", 1, [
                Entry(EnrollmentKind.First, "unit 1", value: 1, metric: "buy"),
                Entry(EnrollmentKind.Covariate, "unit 1", second: 3, metric: "buy"),
                Entry(EnrollmentKind.Sum, "unit 2", value: 1, metric: "spent", minutes: -1),
                Entry(EnrollmentKind.Exposure, "unit 2", "a", minutes: -2),
                Entry(EnrollmentKind.Sum, "unit 2", value: 1, metric: "spent", minutes: -1),
                Entry(EnrollmentKind.Exposure, "unit 3", "a"),
                Entry(EnrollmentKind.Sum, "unit 5", value: 1, metric: "spent"),
                Entry(EnrollmentKind.Exposure, "new", "c"),
            ]),
        ];
        var results = new List<EnrollmentResult>();
        foreach (EnrollmentBatch batch in batches)
        {
            EnrollmentResult expected = await source.ApplyAsync(batch, CancellationToken.None);
            results.Add(await target.ApplyAsync(batch, CancellationToken.None));
            results[^1].Should().BeEquivalentTo(expected);
        }

        results[1].Superseded.Should().BeTrue();
        results[2].Should().BeEquivalentTo(
            new { Enrolled = 1, Crossed = 1, Counted = 2, Duplicates = 2, OfCrossed = 1, Unexposed = new[] { 2 } });
        EnrollmentSummary[] both =
        [
            await source.SummarizeAsync(experiment, CancellationToken.None),
            await target.SummarizeAsync(experiment, CancellationToken.None),
        ];
        both[1].Crossed.Should().Be(both[0].Crossed);
        both[1].Arms.Select(arm => (arm.Variant, arm.Units)).Should().Equal(both[0].Arms.Select(arm => (arm.Variant, arm.Units)));
    }

    private static async Task<List<string>> ContentAsync(IEnrollmentStore store, ExperimentId experiment)
    {
        EnrollmentState state = await store.GetStateAsync(experiment, CancellationToken.None);
        List<string> lines =
        [
            $"crossed {state.Summary.Crossed}",
            .. state.Summary.Arms.Select(arm => $"{arm.Variant} {arm.Units}"),
            .. state.Summary.Arms.SelectMany(arm => arm.Metrics.Where(one => one.Units > 0).Select(one => $"{arm.Variant} {one}")),
            .. state.Producers.Select(one => $"{one.ProducerId} {one.Sequence} {one.Result.Counted} {one.Result.Crossed}").Order(),
        ];
        var units = new SortedSet<string>(StringComparer.Ordinal);
        string? after = null;
        do
        {
            UnitPage page = await store.ExportAsync(experiment, after, CancellationToken.None);
            units.UnionWith(page.Units.Select(unit =>
                $"{unit.Unit} {unit.Variant} {unit.Time:O} {unit.IsCrossed} {string.Join(' ', unit.Values.OrderBy(one => one.Metric))}"));
            after = page.Continuation;
        }
        while (after is not null);

        lines.AddRange(units);
        return lines;
    }

    private static EnrollmentEntry Entry(
        EnrollmentKind kind,
        string unit,
        string? variant = null,
        double value = 0,
        double second = 0,
        string? metric = null,
        int minutes = 0) =>
        new()
        {
            Kind = kind,
            Unit = unit,
            Variant = variant,
            Metric = metric,
            Value = value,
            Second = second,
            Time = Noon.AddMinutes(minutes),
        };
}
