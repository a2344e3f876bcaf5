using Reliability.Storage.Conformance.Internal;
using Xunit;
using static Reliability.Storage.Conformance.Internal.EnrollmentScript;

namespace Reliability.Storage.Conformance;

/// <summary>
/// The part of <see cref="EnrollmentStoreConformance{TStore}"/> for names, times, values and reading. Derive from that class, not from this
/// one.
/// </summary>
/// <typeparam name="TStore">The store under test.</typeparam>
public abstract class EnrollmentContentConformance<TStore> : EnrollmentImportConformance<TStore>
    where TStore : class
{
    /// <summary>An experiment without stored data is empty.</summary>
    [Fact]
    public async Task AnUnknownExperimentIsEmpty()
    {
        IEnrollmentStore store = await StartAsync();
        await store.AssertSumsAsync("crossed 0");
        Assert.Equal([null, null], await store.VariantsAsync("u1", "u2"));
        Assert.Empty(await store.VariantsAsync());
        Assert.Empty(await store.UnitsAsync());
        Assert.Empty(await store.ExperimentsAsync());
        await store.DeleteAsync(Button, CancellationToken.None);
    }

    /// <summary>
    /// Names of units, variants, metrics, producers and experiments are compared byte by byte; variants and metrics are in ordinal order.
    /// </summary>
    [Fact]
    public async Task NamesAreOpaque()
    {
        string[] names = Samples.Names;
        IEnrollmentStore store = await StartAsync();
        foreach (string name in names)
        {
            EnrollmentResult result = await store.ApplyAsync(
                new EnrollmentBatch(new(name, name), name, 1, [Exposed(name, name), First(name, 2, metric: name, variant: name)]));
            Assert.Equal((1, 1), (result.Enrolled, result.Counted));
            await store.ApplyAsync(
                new EnrollmentBatch(Button, name, 1, [Exposed(name, name), First(name, 2, metric: name, variant: name)]));
        }

        await store.ApplyAsync(2, [Exposed("one", names[0]), .. names.Select(name => Sum("one", 3, metric: name))]);
        EnrollmentSummary summary = await store.SummarizeAsync(Button, CancellationToken.None);
        Assert.Equal(names.Order(StringComparer.Ordinal), summary.Arms.Select(arm => arm.Variant), StringComparer.Ordinal);
        Assert.Equal(
            names.Order(StringComparer.Ordinal),
            summary.Arms.Single(arm => arm.Variant == names[0]).Metrics.Select(sums => sums.Metric),
            StringComparer.Ordinal);
        Assert.Equal(0, summary.Crossed);
        Assert.Equal<string?>(names, await store.GetVariantsAsync(Button, names, CancellationToken.None), StringComparer.Ordinal);
        Together.AssertSameInAnyOrder([.. names, "one"], (await store.UnitsAsync()).Select(unit => unit.Unit));
        Together.AssertSameInAnyOrder(
            [.. names.Select(name => $"{name}/{name}"), $"{Button}"], (await store.ExperimentsAsync()).Select(one => $"{one}"));
        foreach (string name in names)
        {
            await store.AssertSumsAsync($"{name} 1: {name} 1 x=2 xx=4 y=0 yy=0 xy=0; crossed 0", new ExperimentId(name, name));
        }
    }

    /// <summary>The sums of many experiments are in the requested order, also for an experiment that occurs twice or has no data.</summary>
    [Fact]
    public async Task ManyExperimentsAreSummarized()
    {
        IEnrollmentStore store = await StartAsync();
        Assert.Empty(await store.SummarizeAsync([], CancellationToken.None));
        ExperimentId[] experiments =
        [
            .. Enumerable.Range(0, 60).Select(i => new ExperimentId($"s{i % 3}", $"{i * 7 % 60:00}")),
            .. Samples.Names.Select(name => new ExperimentId(name, "button")),
        ];
        for (int i = 0; i < experiments.Length; i++)
        {
            EnrollmentEntry[] entries = [
                Exposed("u1"),
                Sum("u1", i + 1),
                Exposed("u2", "b"),
                First("u2", i),
                Exposed("u3"),
                Exposed("u3", i % 2 == 0 ? "a" : "b")
            ];
            await store.ApplyAsync(new EnrollmentBatch(experiments[i], Producer, 1, entries));
        }

        string[] expected = [.. await Task.WhenAll(experiments.Select(one => store.SumsAsync(one)))];
        Assert.Equal(experiments.Length, expected.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(expected, await SumsAsync(experiments), StringComparer.Ordinal);
        Assert.Equal(Enumerable.Reverse(expected), await SumsAsync(Enumerable.Reverse(experiments)), StringComparer.Ordinal);

        var unknown = new ExperimentId("nobody", "00");
        ExperimentId[] some = [unknown, experiments[5], experiments[5], unknown, experiments[0]];
        Assert.Equal(["crossed 0", expected[5], expected[5], "crossed 0", expected[0]], await SumsAsync(some), StringComparer.Ordinal);
        IEnumerable<ExperimentId> thousand = Enumerable.Range(0, 1_000)
            .Select(i => i % 9 == 0 ? unknown : experiments[i % experiments.Length]);
        Assert.Equal(
            Enumerable.Range(0, 1_000).Select(i => i % 9 == 0 ? "crossed 0" : expected[i % experiments.Length]),
            await SumsAsync(thousand),
            StringComparer.Ordinal);

        await store.DeleteAsync(experiments[0], CancellationToken.None);
        Assert.Equal(["crossed 0", .. expected[1..]], await SumsAsync(experiments), StringComparer.Ordinal);

        async Task<IEnumerable<string>> SumsAsync(IEnumerable<ExperimentId> ids) =>
            (await store.SummarizeAsync([.. ids], CancellationToken.None)).Select(Describe);
    }

    /// <summary>The sums of each experiment are a snapshot, also when many experiments are read while batches are applied.</summary>
    [Fact]
    public async Task EachOfManyIsOfOneMoment()
    {
        IEnrollmentStore writer = await StartAsync();
        IEnrollmentStore reader = await StartAsync();
        ExperimentId[] experiments = [.. Enumerable.Range(0, 5).Select(i => new ExperimentId("shop", $"e{i}"))];
        Task writing = Task.Run(async () =>
        {
            for (int sequence = 1; sequence <= 40; sequence++)
            {
                foreach (ExperimentId experiment in experiments)
                {
                    await writer.ApplyAsync(new EnrollmentBatch(
                        experiment, Producer, sequence,
                        [Exposed($"a{sequence}"), Exposed($"b{sequence}", "b"), Sum($"a{sequence}"), Sum($"b{sequence}")]));
                }
            }
        });

        bool isLast;
        do
        {
            isLast = writing.IsCompleted;
            foreach (EnrollmentSummary summary in await reader.SummarizeAsync(experiments, CancellationToken.None))
            {
                IEnumerable<double> numbers = summary.Arms.SelectMany(arm => (double[])[arm.Units, arm.Metrics.Sum(sums => sums.X)]);
                Assert.True(numbers.Distinct().Count() <= 1, $"Half a batch: {Describe(summary)}");
            }
        }
        while (!isLast);

        await writing;
        Assert.All(
            await reader.SummarizeAsync(experiments, CancellationToken.None),
            summary => Assert.Equal([40, 40], summary.Arms.Select(arm => arm.Units)));
    }

    /// <summary>Names are separate fields: moving a character from one to the next identifies a different item.</summary>
    [Fact]
    public async Task NamesDoNotRunTogether()
    {
        (string One, string Two)[] pairs = [
            ("a:b", "c"),
            ("a", "b:c"),
            ("a/b", "c"),
            ("a", "b/c"),
            ("a{b", "}c"),
            ("a", "{b}c"),
            ("a b", "c"),
            ("a", "b c"),
            ("a|b", "c"),
            ("a", "b|c")
        ];
        IEnrollmentStore store = await StartAsync();
        foreach ((string one, string two) in pairs)
        {
            Assert.Equal(
                1,
                (await store.ApplyAsync(new EnrollmentBatch(new(one, two), Producer, 1, [Exposed("u", one), Sum("u", metric: two)])))
                    .Enrolled);
            Assert.Equal(
                2,
                (await store.ApplyAsync(new EnrollmentBatch(
                    Button,
                    $"{one.Length}-{one}{two}",
                    1,
                    [Exposed(two + one, one), Sum(two + one, 1, metric: two), Sum(two + one, 1, metric: one)]))).Counted);
        }

        Assert.Equal(pairs.Length + 1, (await store.ExperimentsAsync()).Count);
        Assert.Equal(pairs.Length, (await store.UnitsAsync()).Count);
        EnrollmentSummary summary = await store.SummarizeAsync(Button, CancellationToken.None);
        Assert.Equal(pairs.Length, summary.Arms.Sum(arm => arm.Units));
        Assert.Equal(2 * pairs.Length, summary.Arms.Sum(arm => arm.Metrics.Sum(sums => sums.Units)));
    }

    /// <summary>Times are returned in UTC, rounded down to the millisecond, from year 1 to year 9999.</summary>
    [Fact]
    public async Task TimesComeBackToTheMillisecond()
    {
        DateTimeOffset[] times =
        [
            DateTimeOffset.MinValue, DateTimeOffset.MaxValue, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddTicks(-1),
            Noon.AddTicks(19_999), Noon.ToOffset(TimeSpan.FromHours(14)), new(1969, 12, 31, 23, 59, 59, 999, TimeSpan.Zero),
        ];
        IEnrollmentStore store = await StartAsync();
        await store.ApplyAsync(1, times.Select((time, i) => Exposed($"u{i}") with { Time = time }));
        IEnumerable<string> expected = times.Select((time, i) =>
            Describe(new EnrolledUnit
            {
                Unit = $"u{i}",
                Variant = "a",
                Time = DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds()),
                IsCrossed = false,
            }));
        Together.AssertSameInAnyOrder(expected, (await store.UnitsAsync()).Select(Describe));
    }

    /// <summary>Values of the largest and smallest magnitude are returned unchanged, and sums of the largest values stay finite.</summary>
    [Fact]
    public async Task ValuesComeBackToTheBit()
    {
        double[] values = [
            EnrollmentBatch.MaxValue,
            -EnrollmentBatch.MaxValue,
            0.1,
            1.0 / 3,
            -Math.PI,
            5e-324,
            1e-300,
            123456789.123456789,
            9007199254740993,
            0
        ];
        IEnrollmentStore store = await StartAsync();
        await store.ApplyAsync(1, values.SelectMany((value, i) => (EnrollmentEntry[])[Exposed("u"), Sum("u", value, -value / 3, $"m{i}")]));
        ArmSummary arm = Assert.Single((await store.SummarizeAsync(Button, CancellationToken.None)).Arms);
        MetricSums[] expected = [.. values.Select((x, i) => (x, y: -x / 3, i)).Select(v => new MetricSums
        {
            Metric = $"m{v.i}",
            Units = 1,
            X = v.x,
            XX = v.x * v.x,
            Y = v.y,
            YY = v.y * v.y,
            XY = v.x * v.y,
        })];
        Assert.Equal(expected, arm.Metrics);

        await store.ApplyAsync(2, Enumerable.Range(0, 900).Select(_ => Sum("u", EnrollmentBatch.MaxValue, EnrollmentBatch.MaxValue, "m0")));
        arm = Assert.Single((await store.SummarizeAsync(Button, CancellationToken.None)).Arms);
        Assert.True(double.IsFinite(arm.Metrics[0].XX) && arm.Metrics[0].X > 8.9e102);
    }

    /// <summary>A batch can have the maximum size, and the variants of as many units can be read in one call.</summary>
    [Fact]
    public async Task TheLargestBatchIsApplied()
    {
        string[] units = [.. Enumerable.Range(0, EnrollmentBatch.MaxEntries).Select(i => $"unit-{i:0000}")];
        IEnrollmentStore store = await StartAsync();
        EnrollmentResult unexposed = await store.ApplyAsync(1, units.Select(unit => Sum(unit)));
        Assert.Equal(Enumerable.Range(0, units.Length), unexposed.Unexposed);
        Assert.Equal(unexposed.Unexposed, (await store.ApplyAsync(1, Exposed("ignored"))).Unexposed);
        Assert.Equal(units.Length, (await store.ApplyAsync(2, units.Select(unit => Exposed(unit)))).Enrolled);
        Assert.Equal(units.Length, (await store.ApplyAsync(3, units.Select(unit => Sum(unit, 2, 3)))).Counted);
        await store.AssertSumsAsync("a 1000: spent 1000 x=2000 xx=4000 y=3000 yy=9000 xy=6000; crossed 0");
        Assert.All(await store.VariantsAsync(units), variant => Assert.Equal("a", variant));
        Assert.Equal(units.Length, (await store.UnitsAsync()).Count);
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await store.VariantsAsync([.. units, "one more"]));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await store.VariantsAsync(""));
    }

    /// <summary>An enumeration that ends early leaves the store usable, and a large number of units is read completely.</summary>
    [Fact]
    public async Task ManyUnitsAreRead()
    {
        IEnrollmentStore store = await StartAsync();
        for (int batch = 1; batch <= 3; batch++)
        {
            await store.ApplyAsync(batch, Enumerable.Range(0, 900).Select(i => Exposed($"{batch}-{i}")));
            await foreach (EnrolledUnit unit in store.ReadUnitsAsync(Button, CancellationToken.None))
            {
                Assert.Equal("a", unit.Variant);
                break;
            }
        }

        List<EnrolledUnit> units = await store.UnitsAsync();
        Assert.Equal(2700, units.Count);
        Assert.Equal(2700, units.Select(unit => unit.Unit).Distinct(StringComparer.Ordinal).Count());
    }
}
