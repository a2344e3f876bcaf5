using Reliability.Storage;
using static Reliability.Tests.Shared.StoredContent;

namespace Reliability.Tests.Shared;

/// <summary>The experiments of the stored content: one was counted, one was imported, and one is being imported.</summary>
internal static class StoredEnrollments
{
    private static readonly ExperimentId Counted = new(Service, "button");
    private static readonly ExperimentId Imported = new(Service, "banner");
    private static readonly ExperimentId Staged = new(Service, "basket");

    private static readonly EnrollmentEntry[] Entries =
    [
        Entry(EnrollmentKind.Exposure, "u1", variant: "a"),
        Entry(EnrollmentKind.Exposure, "u2", variant: "b"),
        Entry(EnrollmentKind.Exposure, "u3", variant: "a"),
        Entry(EnrollmentKind.First, "u1", metric: "buy", value: 1),
        Entry(EnrollmentKind.Sum, "u2", metric: "spent", value: 2.5, second: 2),
        Entry(EnrollmentKind.Covariate, "u1", metric: "spent", second: 4),
        Entry(EnrollmentKind.Exposure, "u3", variant: "b"), // crosses
        Entry(EnrollmentKind.First, "u9", metric: "buy", value: 1), // unexposed
        Entry(EnrollmentKind.First, "u1", metric: "buy", value: 1), // a duplicate
        Entry(EnrollmentKind.First, "u2", variant: "a", metric: "buy", value: 1), // of another variant
        Entry(EnrollmentKind.First, "u3", metric: "buy", value: 1), // of a crossed unit
    ];

    private static readonly EnrollmentResult Result = new()
    {
        Enrolled = 3,
        Crossed = 1,
        Counted = 3,
        Duplicates = 1,
        OtherVariant = 1,
        OfCrossed = 1,
        Unexposed = [7],
    };

    private static readonly UnitRecord[] Units =
    [
        Unit("u1", "a", Value("buy", 1, 0, conversion: true), Value("spent", 0, 4, covariate: true)),
        Unit("u2", "b", Value("spent", 2.5, 2)),
        Unit("u3", "a") with { IsCrossed = true },
    ];

    private static readonly EnrollmentSummary Summary = new()
    {
        Arms =
        [
            Arm("a", 1, Sums("buy", 1, 0), Sums("spent", 0, 4)),
            Arm("b", 1, Sums("spent", 2.5, 2)),
        ],
        Crossed = 1,
    };

    public static async Task WriteAsync(IEnrollmentStore store)
    {
        (await ApplyAsync(store, Counted, 3, Entries)).Should().BeEquivalentTo(Result);
        (await store.ImportAsync(new EnrollmentImport(Imported, "import-1", null, Units) { Final = State(Summary) }, None)).Outcome
            .Should()
            .Be(EnrollmentImportOutcome.Imported);
        (await store.ImportAsync(new EnrollmentImport(Staged, "import-2", null, Units[..1]) { Continuation = "page-2" }, None))
            .Should()
            .Be(new EnrollmentImportResult { Outcome = EnrollmentImportOutcome.Staged, Continuation = "page-2" });
    }

    public static async Task ShouldBeReadAsync(IEnrollmentStore store)
    {
        (await store.SummarizeAsync([Counted, Imported], None)).Should().AllSatisfy(one => one.Should().BeEquivalentTo(Summary));
        foreach (ExperimentId experiment in (ExperimentId[])[Counted, Imported])
        {
            (await store.GetStateAsync(experiment, None)).Should().BeEquivalentTo(State(Summary));
            (await store.ReadUnitsAsync(experiment, None).ToListAsync())
                .Should()
                .BeEquivalentTo(Units.Select(one => new EnrolledUnit
                {
                    Unit = one.Unit,
                    Variant = one.Variant,
                    Time = one.Time,
                    IsCrossed = one.IsCrossed,
                }));
            UnitPage page = await store.ExportAsync(experiment, null, None);
            page.Units.Should().BeEquivalentTo(Units);
            (await store.GetVariantsAsync(experiment, ["u3", "u9", "u2"], None)).Should().Equal("a", null, "b");
        }

        (await store.SummarizeAsync(Staged, None)).Arms.Where(arm => arm.Units > 0).Should().BeEmpty("it is not complete");
        (await store.ListExperimentsAsync(None).ToListAsync()).Should().Contain([Counted, Imported]);
    }

    public static async Task ShouldBeContinuedAsync(IEnrollmentStore store)
    {
        foreach (ExperimentId experiment in (ExperimentId[])[Counted, Imported])
        {
            (await ApplyAsync(store, experiment, 3, Entries)).Should().BeEquivalentTo(Result, "that batch was the last");
            EnrollmentResult next = await ApplyAsync(
                store,
                experiment,
                4,
                Entry(EnrollmentKind.First, "u1", metric: "buy", value: 1),
                Entry(EnrollmentKind.Covariate, "u1", metric: "spent", second: 5),
                Entry(EnrollmentKind.First, "u3", metric: "buy", value: 1),
                Entry(EnrollmentKind.First, "u2", metric: "buy", value: 1),
                Entry(EnrollmentKind.Exposure, "u4", variant: "a"));
            next.Should().BeEquivalentTo(new EnrollmentResult { Duplicates = 2, OfCrossed = 1, Counted = 1, Enrolled = 1 });
            (await store.SummarizeAsync(experiment, None)).Should().BeEquivalentTo(new EnrollmentSummary
            {
                Arms =
                [
                    Arm("a", 2, Sums("buy", 1, 0), Sums("spent", 0, 4)),
                    Arm("b", 1, Sums("buy", 1, 0), Sums("spent", 2.5, 2)),
                ],
                Crossed = 1,
            });
        }

        // Crossing takes what the unit did out of the sums of its arm.
        (await ApplyAsync(store, Counted, 5, Entry(EnrollmentKind.Exposure, "u2", variant: "a"))).Crossed.Should().Be(1);
        EnrollmentSummary crossed = await store.SummarizeAsync(Counted, None);
        crossed.Crossed.Should().Be(2);
        crossed.Arms.Where(arm => arm.Units > 0).Should().BeEquivalentTo([Arm("a", 2, Sums("buy", 1, 0), Sums("spent", 0, 4))]);

        var rest = new EnrollmentImport(Staged, "import-2", "page-2", Units[1..]) { Final = State(Summary) };
        (await store.ImportAsync(rest, None)).Outcome.Should().Be(EnrollmentImportOutcome.Imported);
        (await store.GetStateAsync(Staged, None)).Should().BeEquivalentTo(State(Summary));
    }

    private static ValueTask<EnrollmentResult> ApplyAsync(
        IEnrollmentStore store, ExperimentId experiment, long sequence, params EnrollmentEntry[] entries) =>
        store.ApplyAsync(new EnrollmentBatch(experiment, "host-1", sequence, entries), None);

    private static EnrollmentState State(EnrollmentSummary summary) => new()
    {
        Summary = summary,
        Producers = [new EnrollmentProducer { ProducerId = "host-1", Sequence = 3, Result = Result }],
    };

    private static EnrollmentEntry Entry(
        EnrollmentKind kind, string unit, string? variant = null, string? metric = null, double value = 0, double second = 0) => new()
        {
            Kind = kind,
            Unit = unit,
            Variant = variant,
            Metric = metric,
            Value = value,
            Second = second,
            Time = Noon.AddMilliseconds(250),
        };

    private static UnitRecord Unit(string name, string variant, params UnitValues[] values) => new()
    {
        Unit = name,
        Variant = variant,
        Time = Noon.AddMilliseconds(250),
        IsCrossed = false,
        Values = values,
    };

    private static UnitValues Value(string metric, double x, double y, bool conversion = false, bool covariate = false) => new()
    {
        Metric = metric,
        X = x,
        Y = y,
        HasConversion = conversion,
        HasCovariate = covariate,
    };

    private static ArmSummary Arm(string variant, long units, params MetricSums[] metrics) => new()
    {
        Variant = variant,
        Units = units,
        Metrics = metrics,
    };

    /// <summary>The sums of one unit.</summary>
    private static MetricSums Sums(string metric, double x, double y) => new()
    {
        Metric = metric,
        Units = 1,
        X = x,
        XX = x * x,
        Y = y,
        YY = y * y,
        XY = x * y,
    };
}
