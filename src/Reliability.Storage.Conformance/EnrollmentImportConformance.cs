using Reliability.Storage.Conformance.Internal;
using Xunit;
using static Reliability.Storage.Conformance.Internal.EnrollmentScript;

namespace Reliability.Storage.Conformance;

/// <summary>
/// The part of <see cref="EnrollmentStoreConformance{TStore}"/> for the export and the import of experiments. Derive from that class, not
/// from this one.
/// </summary>
/// <typeparam name="TStore">The store under test.</typeparam>
public abstract class EnrollmentImportConformance<TStore> : StoreConformance<TStore, IEnrollmentStore>
    where TStore : class
{
    private const string Import = "import-1";

    /// <summary>
    /// An imported experiment equals its source to the bit, and whatever is applied to both afterwards has the same results and sums:
    /// second conversions, crossings, earlier exposures, and batches of before the import.
    /// </summary>
    [Fact]
    public async Task AnImportedExperimentGoesOnLikeItsSource()
    {
        IEnrollmentStore source = await StartAsync(Namespace + "-source");
        IEnrollmentStore target = await StartAsync(Namespace + "-target");
        await FillAsync(source);
        Assert.Equal(EnrollmentImportOutcome.Imported, await source.TransferAsync(Button, target, Button, Import));
        Assert.Equal(await source.ContentAsync(Button), await target.ContentAsync(Button), StringComparer.Ordinal);
        Assert.Equal([Button], await target.ExperimentsAsync());
        Together.AssertSameInAnyOrder((await source.UnitsAsync()).Select(Describe), (await target.UnitsAsync()).Select(Describe));

        target = await RestartAsync(target, Namespace + "-target");
        EnrollmentBatch[] later =
        [
            new(Button, "p-1", 3, [Exposed("ignored")]),
            new(Button, "p-1", 2, [Exposed("ignored")]),
            new(Button, "p-2", 7, [First("u3", 9.9), Covariate("u4", 3), First("u2", 0.7), Sum("u3", 0.1, 0.7)]),
            new(Button, "p-2", 8, [Exposed("u4", "b"), Exposed("u5", "a"), Sum("u4"), Exposed("u6"), Exposed("u1", "b")]),
            new(Button, "p-3", 1, [Exposed("u7", ms: -30), Sum("u7", 1.0 / 3, ms: -20), Exposed("u1", ms: -5)]),
        ];
        foreach (EnrollmentBatch batch in later)
        {
            Assert.Equal(Describe(await source.ApplyAsync(batch)), Describe(await target.ApplyAsync(batch)));
            Assert.Equal(await source.ContentAsync(Button), await target.ContentAsync(Button), StringComparer.Ordinal);
        }
    }

    /// <summary>
    /// Nobody sees an experiment before the last page of its import, also after a restart, and an import that was interrupted goes on where
    /// it was.
    /// </summary>
    [Fact]
    public async Task AnImportIsOutOfSightUntilItIsWhole()
    {
        IEnrollmentStore source = await StartAsync(Namespace + "-source");
        IEnrollmentStore target = await StartAsync(Namespace + "-target");
        await FillAsync(source);
        UnitRecord[] units =
        [
            .. (await source.PagesAsync(Button)).SelectMany(page => page.Units)
                .DistinctBy(unit => unit.Unit, StringComparer.Ordinal),
        ];
        await AssertStagedAsync(target, "p1", Page(null, units[..2], "p1"));
        await AssertStagedAsync(target, "p1", Page(null, units[..2], "p1"));
        await AssertStagedAsync(target, "p1", Page("p9", units[2..3], "p10"));
        await AssertStagedAsync(target, "p1", Page("p1", units[2..4], "p1"));
        Assert.Empty(await target.ExperimentsAsync());
        Assert.Empty(await target.UnitsAsync());
        Assert.Equal([null], await target.VariantsAsync(units[0].Unit));
        Assert.Equal(["crossed 0"], await target.ContentAsync(Button));
        await target.AssertSumsAsync("crossed 0");

        target = await RestartAsync(target, Namespace + "-target");
        await AssertStagedAsync(target, "p1", Page(null, [], null));
        EnrollmentState state = await source.GetStateAsync(Button, CancellationToken.None);
        await AssertStagedAsync(target, "p1", Page(null, [], null, state));
        EnrollmentImport last = Page("p1", units[3..], null, state);
        Assert.Equal(EnrollmentImportOutcome.Imported, (await target.ImportAsync(last, CancellationToken.None)).Outcome);
        Assert.Equal(EnrollmentImportOutcome.Imported, (await target.ImportAsync(last, CancellationToken.None)).Outcome);
        Assert.Equal(
            EnrollmentImportOutcome.Present,
            (await target.ImportAsync(new EnrollmentImport(Button, "import-2", null, units), CancellationToken.None)).Outcome);
        Assert.Equal(await source.ContentAsync(Button), await target.ContentAsync(Button), StringComparer.Ordinal);
    }

    /// <summary>An experiment that has data is not changed by an import, also if the data arrives while the import runs.</summary>
    [Fact]
    public async Task AnImportNeverChangesWhatIsThere()
    {
        IEnrollmentStore source = await StartAsync(Namespace + "-source");
        IEnrollmentStore target = await StartAsync(Namespace + "-target");
        await FillAsync(source);
        UnitPage page = await source.ExportAsync(Button, null, CancellationToken.None);
        await AssertStagedAsync(target, "p1", Page(null, page.Units, "p1"));
        await target.ApplyAsync(1, Exposed("u1", "z"), Sum("u1", 5));
        string[] before = await target.ContentAsync(Button);
        EnrollmentImport last = Page("p1", [], null, await source.GetStateAsync(Button, CancellationToken.None));
        Assert.Equal(EnrollmentImportOutcome.Present, (await target.ImportAsync(last, CancellationToken.None)).Outcome);
        Assert.Equal(EnrollmentImportOutcome.Present, await source.TransferAsync(Button, target, Button, Import));
        Assert.Equal(before, await target.ContentAsync(Button), StringComparer.Ordinal);

        await target.DeleteAsync(Button, CancellationToken.None);
        await AssertStagedAsync(target, null, Page("p1", page.Units, "p2"));
    }

    /// <summary>
    /// An import that lacks units appears in no part and begins again; what another import or state staged is never mixed in, nor what was
    /// staged before a deletion.
    /// </summary>
    [Fact]
    public async Task PartsOfImportsAreNotMixed()
    {
        IEnrollmentStore source = await StartAsync(Namespace + "-source");
        IEnrollmentStore target = await StartAsync(Namespace + "-target");
        await FillAsync(source);
        IReadOnlyList<UnitRecord> units = (await source.ExportAsync(Button, null, CancellationToken.None)).Units;
        EnrollmentState state = await source.GetStateAsync(Button, CancellationToken.None);
        EnrollmentImport few = Page(null, units.Skip(1), null, state);
        Assert.Equal(EnrollmentImportOutcome.Incomplete, (await target.ImportAsync(few, CancellationToken.None)).Outcome);
        Assert.Equal(["crossed 0"], await target.ContentAsync(Button));

        UnitRecord stranger = units[0] with { Unit = "stranger" };
        await AssertStagedAsync(target, "p1", Page(null, [stranger], "p1"));
        await target.DeleteAsync(Button, CancellationToken.None);
        await AssertStagedAsync(target, null, Page("p1", [stranger], "p2"));
        await AssertStagedAsync(target, "p1", Page(null, [stranger], "p1"));
        await AssertStagedAsync(target, null, new EnrollmentImport(Button, "import-2", "p1", [stranger]) { Continuation = "p2" });
        Assert.Equal(EnrollmentImportOutcome.Imported, await source.TransferAsync(Button, target, Button, "import-2"));
        Assert.Equal(await source.ContentAsync(Button), await target.ContentAsync(Button), StringComparer.Ordinal);
    }

    /// <summary>Many units are exported in pages of bounded size, which hold each unit, and can be imported under any name.</summary>
    [Fact]
    public async Task ManyUnitsAreCopiedInPages()
    {
        const int Units = 4_500;
        IEnrollmentStore store = await StartAsync();
        ExperimentId to = new(Samples.Names[^1], Samples.Names[^1]);
        foreach (int[] some in Enumerable.Range(0, Units).Chunk(EnrollmentBatch.MaxEntries / 2))
        {
            await store.ApplyAsync(
                1 + some[0], some.SelectMany(i => (EnrollmentEntry[])[Exposed($"u{i}", i % 3 == 0 ? "b" : "a"), Sum($"u{i}", i / 7.0)]));
        }

        List<UnitPage> pages = await store.PagesAsync(Button);
        Assert.All(pages, page => Assert.InRange(page.Units.Count, 0, 2 * EnrollmentImport.MaxUnits));
        Together.AssertSameInAnyOrder(
            Enumerable.Range(0, Units).Select(i => $"u{i}"),
            pages.SelectMany(page => page.Units).Select(unit => unit.Unit).Distinct(StringComparer.Ordinal));
        Assert.Equal(EnrollmentImportOutcome.Imported, await store.TransferAsync(Button, store, to, Import));
        Assert.Equal(await store.ContentAsync(Button), await store.ContentAsync(to), StringComparer.Ordinal);
    }

    /// <summary>Names of every kind, the first and last times, and values of every size come through an import unchanged.</summary>
    [Fact]
    public async Task NamesTimesAndValuesComeThroughAnImport()
    {
        double[] values = [EnrollmentBatch.MaxValue, -EnrollmentBatch.MaxValue, 0.1, 1.0 / 3, 5e-324, 1e-300, 9007199254740993, 0];
        DateTimeOffset[] times = [DateTimeOffset.MinValue, DateTimeOffset.MaxValue, DateTimeOffset.UnixEpoch.AddTicks(-1)];
        IEnrollmentStore source = await StartAsync(Namespace + "-source");
        IEnrollmentStore target = await StartAsync(Namespace + "-target");
        foreach ((int i, string name) in Samples.Names.Index())
        {
            await source.ApplyAsync(new EnrollmentBatch(Button, name, long.MaxValue - i, [
                Exposed(name, name) with { Time = times[i % times.Length] },
                Sum(name, values[i % values.Length], -values[i % values.Length] / 3, name) with { Time = DateTimeOffset.MaxValue },
                Covariate(name, i, "covariate"),
            ]));
        }

        Assert.Equal(EnrollmentImportOutcome.Imported, await source.TransferAsync(Button, target, Button, Samples.Names[^1]));
        Assert.Equal(await source.ContentAsync(Button), await target.ContentAsync(Button), StringComparer.Ordinal);
    }

    /// <summary>
    /// A call that is canceled before it begins has no effect, and a page that is canceled in progress can be sent again.
    /// </summary>
    [Fact]
    public async Task ACancelledImportGoesOn()
    {
        IEnrollmentStore source = await StartAsync(Namespace + "-source");
        IEnrollmentStore target = await StartAsync(Namespace + "-target");
        await FillAsync(source);
        IReadOnlyList<UnitRecord> units = (await source.ExportAsync(Button, null, CancellationToken.None)).Units;
        EnrollmentState state = await source.GetStateAsync(Button, CancellationToken.None);
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await source.GetStateAsync(Button, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await source.ExportAsync(Button, null, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await target.ImportAsync(Page(null, units, null, state), cancelled));
        Assert.Equal(["crossed 0"], await target.ContentAsync(Button));

        string? after = null;
        foreach ((int i, UnitRecord unit) in units.Index())
        {
            EnrollmentImport page = Page(after, [unit], $"p{i}");
            await Together.CancelUnderWayAsync(async token => await target.ImportAsync(page, token));
            await AssertStagedAsync(target, after = $"p{i}", page);
        }

        EnrollmentImport last = Page(after, [], null, state);
        await Together.CancelUnderWayAsync(async token => await target.ImportAsync(last, token));
        await target.ImportAsync(last, CancellationToken.None);
        Assert.Equal(await source.ContentAsync(Button), await target.ContentAsync(Button), StringComparer.Ordinal);
    }

    private static EnrollmentImport Page(
        string? after, IEnumerable<UnitRecord> units, string? continuation, EnrollmentState? final = null) =>
        new(Button, Import, after, units) { Continuation = continuation, Final = final };

    private static async Task AssertStagedAsync(IEnrollmentStore store, string? position, EnrollmentImport page) => Assert.Equal(
        new EnrollmentImportResult { Outcome = EnrollmentImportOutcome.Staged, Continuation = position },
        await store.ImportAsync(page, CancellationToken.None));

    /// <summary>
    /// Sums whose last bits depend on the order of the entries, crossed units, and two producers with results of every kind.
    /// </summary>
    private static async Task FillAsync(IEnrollmentStore store)
    {
        await store.ApplyAsync(new EnrollmentBatch(Button, "p-1", 1, [
            Exposed("u1"), Exposed("u2"), Exposed("u3", "b"), Exposed("u4"), Exposed("u7", ms: 50),
            First("u1", 0.1), First("u3", 0.2, 0.3), Sum("u2", 0.7, 0.1), Sum("u2", 0.1), Sum("u4", 1.0 / 3), Covariate("u4", 0.9),
        ]));
        await store.ApplyAsync(new EnrollmentBatch(Button, "p-2", 6, [
            Exposed("u5", "b"), Sum("u5", 1e17, 0.3), Sum("u1", 1e16, 1), Exposed("u1", "b"), Exposed("u6", "c"), Exposed("u6", "a"),
        ]));
        await store.ApplyAsync(new EnrollmentBatch(Button, "p-1", 3, [
            Exposed("u2"), Sum("u9"), Sum("u1"), Sum("u2", variant: "b"), First("u3"), Exposed("u5", "a"), First("u2", 1e-9), Sum("u8"),
        ]));
    }
}
