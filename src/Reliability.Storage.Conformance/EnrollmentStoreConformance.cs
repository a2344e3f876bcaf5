using Reliability.Storage.Conformance.Internal;
using Xunit;
using static Reliability.Storage.Conformance.Internal.EnrollmentScript;

namespace Reliability.Storage.Conformance;

/// <summary>
/// The requirements of an <see cref="IEnrollmentStore"/>. Derive a public class from it and implement how the store is opened; the test
/// runner then finds the tests.
/// </summary>
/// <typeparam name="TStore">The store under test.</typeparam>
public abstract class EnrollmentStoreConformance<TStore> : EnrollmentContentConformance<TStore>
    where TStore : class
{
    /// <summary>Units are enrolled once, in the variant of their first exposure, and their values are summed by unit.</summary>
    [Fact]
    public async Task UnitsAndSumsAreCounted()
    {
        IEnrollmentStore store = await StartAsync();
        await store.AssertAppliesAsync(
            new() { Enrolled = 3, Duplicates = 1, Counted = 5 },
            1,
            Exposed("u1"), Exposed("u2", "b"), Exposed("u3"), Exposed("u1"), First("u1"), Sum("u1", 2, 1), Sum("u1", 3, 1),
            Sum("u3", 4, -1), First("u2", 7, 2));
        await store.AssertSumsAsync(
            "a 2: buy 1 x=1 xx=1 y=0 yy=0 xy=0 spent 2 x=9 xx=41 y=1 yy=5 xy=6; b 1: buy 1 x=7 xx=49 y=2 yy=4 xy=14; crossed 0");
        Assert.Equal(["b", null, "a", "b"], await store.VariantsAsync("u2", "u4", "u1", "u2"));
        Assert.Equal([Button], await store.ExperimentsAsync());
    }

    /// <summary>A unit that is exposed to a second variant is permanently removed from the sums, with all its values.</summary>
    [Fact]
    public async Task ACrossedUnitLeavesTheSums()
    {
        IEnrollmentStore store = await StartAsync();
        await store.ApplyAsync(
            1, Exposed("u1"), Exposed("u2"), First("u1"), Sum("u1", 5, 2), Sum("u2", 3, 1), Covariate("u1", 4, "before"));
        await store.AssertAppliesAsync(
            new() { Crossed = 1, Duplicates = 3 }, 2, Exposed("u1", "b"), Exposed("u1", "b"), Exposed("u1"), Exposed("u1", "c"));
        await store.AssertAppliesAsync(
            new() { OfCrossed = 4 }, 3, Sum("u1"), First("u1", metric: "new"), Covariate("u1", 1, "new"), Sum("u1", variant: "z", ms: -5));
        await store.AssertSumsAsync("a 1: spent 1 x=3 xx=9 y=1 yy=1 xy=3; crossed 1");
        Assert.Equal(["a"], await store.VariantsAsync("u1"));
        Assert.Contains(await store.UnitsAsync(), unit => unit is { Unit: "u1", Variant: "a", IsCrossed: true });
    }

    /// <summary>
    /// An entry that names another variant is rejected and does not cross its unit; the variant is checked before the time.
    /// </summary>
    [Fact]
    public async Task AnotherArmIsRejected()
    {
        IEnrollmentStore store = await StartAsync();
        await store.AssertAppliesAsync(
            new() { Enrolled = 1, OtherVariant = 3, Counted = 1 },
            1,
            Exposed("u1"), Sum("u1", variant: "b"), Sum("u1", variant: "A", ms: -5), Covariate("u1", 1, variant: "b"),
            Sum("u1", variant: "a"));
        await store.AssertSumsAsync("a 1: spent 1 x=1 xx=1 y=0 yy=0 xy=0; crossed 0");
    }

    /// <summary>
    /// An event before the exposure is not stored, to the millisecond. A covariate can be earlier than the exposure, but its unit must be
    /// enrolled.
    /// </summary>
    [Fact]
    public async Task WhatLiesBeforeTheExposureIsUnexposed()
    {
        IEnrollmentStore store = await StartAsync();
        await store.AssertAppliesAsync(
            new() { Enrolled = 1, Counted = 3, Unexposed = [0, 2, 3] },
            1,
            Covariate("u1", 1), Exposed("u1", ms: 10.5), Sum("u1", ms: 9.9), First("u1", ms: 9), Sum("u1", ms: 10), First("u1", ms: 10.2),
            Covariate("u1", 2));
        await store.AssertSumsAsync("a 1: buy 1 x=1 xx=1 y=0 yy=0 xy=0 spent 1 x=1 xx=1 y=2 yy=4 xy=2; crossed 0");
    }

    /// <summary>
    /// An earlier exposure to the same variant moves the time of the unit back, also for a crossed unit; a later exposure, or one to
    /// another variant, does not.
    /// </summary>
    [Fact]
    public async Task AnEarlierExposureMovesTheTimeBack()
    {
        IEnrollmentStore store = await StartAsync();
        await store.AssertAppliesAsync(
            new() { Enrolled = 1, Duplicates = 2, Counted = 1, Unexposed = [1, 5] },
            1,
            Exposed("u1", ms: 100), Sum("u1", ms: 50), Exposed("u1", ms: 40), Exposed("u1", ms: 200), Sum("u1", ms: 50), Sum("u1", ms: 39));
        Assert.Equal(Noon.AddMilliseconds(40), (await store.UnitsAsync()).Single().Time);
        await store.AssertAppliesAsync(
            new() { Crossed = 1, Duplicates = 2 }, 2, Exposed("u1", "b", 10), Exposed("u1", "b", 5), Exposed("u1", ms: 30));
        Assert.Equal(new EnrolledUnit
        {
            Unit = "u1",
            Variant = "a",
            Time = Noon.AddMilliseconds(30),
            IsCrossed = true,
        }, (await store.UnitsAsync()).Single());
    }

    /// <summary>A first event and a covariate count once per unit and metric, regardless of other events of the unit.</summary>
    [Fact]
    public async Task FirstsAndCovariatesCountOnce()
    {
        IEnrollmentStore store = await StartAsync();
        await store.AssertAppliesAsync(
            new() { Enrolled = 1, Counted = 4, Duplicates = 2 },
            1,
            Exposed("u1"), Covariate("u1", 4), First("u1", 2, metric: "spent"), First("u1", 9, 9, "spent"), Covariate("u1", 8),
            Sum("u1", 3), First("u1"));
        await store.AssertAppliesAsync(new() { Duplicates = 2 }, 2, First("u1", 0, metric: "spent"), Covariate("u1", 0));
        await store.AssertSumsAsync("a 1: buy 1 x=1 xx=1 y=0 yy=0 xy=0 spent 1 x=5 xx=25 y=4 yy=16 xy=20; crossed 0");
    }

    /// <summary>
    /// A repeated batch gets its original result, also from another process and after a restart; an earlier batch is superseded.
    /// </summary>
    [Fact]
    public async Task ARetryGetsTheSameAnswer()
    {
        IEnrollmentStore store = await StartAsync();
        IEnrollmentStore other = await StartAsync();
        EnrollmentBatch batch = Batch(
            5,
            Exposed("u1"),
            Exposed("u1"),
            Sum("u1"),
            Sum("u1", variant: "b"),
            Sum("u9"),
            Exposed("u2"),
            Exposed("u2", "b"),
            Sum("u2"),
            Sum("u8"));
        string answer = Describe(await store.ApplyAsync(batch));
        Assert.Equal("enrolled=2 crossed=1 counted=1 duplicates=1 other=1 ofCrossed=1 unexposed=[4,8]", answer);
        string sums = await store.SumsAsync();
        Assert.Equal(answer, Describe(await store.ApplyAsync(batch)));
        Assert.Equal(answer, Describe(await other.ApplyAsync(batch)));
        Assert.Equal(answer, Describe(await other.ApplyAsync(5, Exposed("u7"))));
        Assert.Equal("superseded", Describe(await other.ApplyAsync(4, Exposed("u7"))));
        await other.AssertSumsAsync(sums);

        await StopAsync(other);
        store = await RestartAsync(store);
        Assert.Equal(answer, Describe(await store.ApplyAsync(batch)));
        await store.AssertSumsAsync(sums);
        await store.ApplyAsync(9, Exposed("u7"));
        Assert.Equal("superseded", Describe(await store.ApplyAsync(batch)));
        Assert.Equal(1, (await store.ApplyAsync(new EnrollmentBatch(Button, "producer-2", 1, [Exposed("u6")]))).Enrolled);
        Assert.Equal(1, (await store.ApplyAsync(new EnrollmentBatch(new("shop", "other"), Producer, 1, [Exposed("u6")]))).Enrolled);
    }

    /// <summary>Clients that enroll the same units concurrently, with retries, count each unit once.</summary>
    [Fact]
    public async Task ClientsAtOnceCountEachUnitOnce()
    {
        const int Clients = 8;
        const int Units = 60;
        IEnrollmentStore[] stores = [await StartAsync(), await StartAsync()];
        EnrollmentResult[][] results = await Together.RunAsync(Clients, async client =>
        {
            List<EnrollmentResult> mine = [];
            for (int i = 1; i <= 10; i++)
            {
                // Two units of each batch cross, because the odd clients expose them to a different variant.
                IEnumerable<EnrollmentEntry> entries = Enumerable.Range(0, 6).SelectMany(n => (EnrollmentEntry[])
                    [
                        Exposed($"u{((i - 1) * 6) + n}", n < 2 && client % 2 == 1 ? "b" : "a"),
                        First($"u{((i - 1) * 6) + n}"),
                        Sum($"u{((i - 1) * 6) + n}")
                    ]);
                var batch = new EnrollmentBatch(Button, $"client-{client}", i, entries);
                mine.Add(await stores[client % 2].ApplyAsync(batch));
                Assert.Equal(Describe(mine[^1]), Describe(await stores[(client + 1) % 2].ApplyAsync(batch)));
            }

            return mine.ToArray();
        });

        EnrollmentResult[] all = [.. results.SelectMany(mine => mine)];
        Assert.Equal(Units, all.Sum(result => result.Enrolled));
        Assert.Equal(Units / 3, all.Sum(result => result.Crossed));
        EnrollmentSummary summary = await stores[0].SummarizeAsync(Button, CancellationToken.None);
        Assert.Equal(Units / 3, summary.Crossed);
        Assert.Equal(Units * 2 / 3, summary.Arms.Sum(arm => arm.Units));
        Assert.Equal(
            "buy 40 x=40 xx=40 spent 40 x=320 xx=2560",
            string.Join(
                ' ',
                summary.Arms.Single(arm => arm.Variant == "a")
                    .Metrics.Select(sums => $"{sums.Metric} {sums.Units} x={sums.X} xx={sums.XX}")));
        Assert.Equal(Units, (await stores[1].UnitsAsync()).Count);
    }

    /// <summary>A deletion removes the units, sums and sequences of one experiment.</summary>
    [Fact]
    public async Task DeletingRemovesEverything()
    {
        IEnrollmentStore store = await StartAsync();
        var other = new ExperimentId("shop", "other");
        await store.ApplyAsync(7, Exposed("u1"), Sum("u1"), Exposed("u2"), Exposed("u2", "b"));
        await store.ApplyAsync(new EnrollmentBatch(other, Producer, 7, [Exposed("u1")]));
        await store.DeleteAsync(Button, CancellationToken.None);
        await store.DeleteAsync(Button, CancellationToken.None);
        await store.AssertSumsAsync("crossed 0");
        Assert.Empty(await store.UnitsAsync());
        Assert.Equal([null], await store.VariantsAsync("u1"));
        await store.AssertSumsAsync("a 1:; crossed 0", other);
        await store.AssertAppliesAsync(new() { Enrolled = 1, Counted = 1 }, 1, Exposed("u1", "b"), First("u1"));
    }

    /// <summary>Namespaces share neither units nor sequences.</summary>
    [Fact]
    public async Task NamespacesShareNothing()
    {
        IEnrollmentStore one = await StartAsync(Namespace + "-one");
        IEnrollmentStore two = await StartAsync(Namespace + "-two");
        await one.ApplyAsync(2, Exposed("u1"));
        await two.AssertSumsAsync("crossed 0");
        Assert.Empty(await two.ExperimentsAsync());
        await two.AssertAppliesAsync(new() { Enrolled = 1 }, 1, Exposed("u1", "b"));
        await two.DeleteAsync(Button, CancellationToken.None);
        await one.AssertSumsAsync("a 1:; crossed 0");
    }

    /// <summary>
    /// A call that is canceled before it begins throws an exception and has no effect; a call that is canceled in progress has its full
    /// effect or none.
    /// </summary>
    [Fact]
    public async Task ACancellationIsAllOrNothing()
    {
        IEnrollmentStore store = await StartAsync();
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.InitializeAsync(cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.ApplyAsync(Batch(1, Exposed("u")), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.SummarizeAsync(Button, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.GetVariantsAsync(Button, ["u"], cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ReadUnitsAsync(Button, cancelled).ToListAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ListExperimentsAsync(cancelled).ToListAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.DeleteAsync(Button, cancelled));
        await store.AssertSumsAsync("crossed 0");
        for (int i = 1; i <= 20; i++)
        {
            EnrollmentBatch batch = Batch(i, Enumerable.Range(0, 50).Select(n => Exposed($"{i}-{n}")));
            await Together.CancelUnderWayAsync(async token => await store.ApplyAsync(batch, token));
            Assert.Contains(
                await store.SumsAsync(),
                (string[])[i == 1 ? "crossed 0" : $"a {(i - 1) * 50}:; crossed 0", $"a {i * 50}:; crossed 0"],
                StringComparer.Ordinal);
            Assert.Equal(50, (await store.ApplyAsync(batch)).Enrolled);
        }
    }

    /// <summary>Initialization can be repeated, and can run concurrently in several processes.</summary>
    [Fact]
    public async Task InitialisingMayBeRepeated()
    {
        IEnrollmentStore[] stores = [await StartAsync(), await StartAsync(), await StartAsync()];
        await Together.RunAsync(stores.Length, async client => await stores[client].InitializeAsync(CancellationToken.None));
        await stores[0].ApplyAsync(1, Exposed("u1"));
        await stores[2].AssertSumsAsync("a 1:; crossed 0");
    }
}
