using System.Globalization;
using Xunit;

namespace Reliability.Storage.Conformance.Internal;

/// <summary>Helper methods of the enrollment suite.</summary>
internal static class EnrollmentScript
{
    public const string Producer = "producer-1";

    public static readonly ExperimentId Button = new("shop", "button");

    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static EnrollmentEntry Exposed(string unit, string variant = "a", double ms = 0) =>
        new() { Kind = EnrollmentKind.Exposure, Unit = unit, Variant = variant, Value = 0, Second = 0, Time = Noon.AddMilliseconds(ms) };

    public static EnrollmentEntry First(
        string unit, double value = 1, double second = 0, string metric = "buy", string? variant = null, double ms = 1) =>
        new()
        {
            Kind = EnrollmentKind.First,
            Unit = unit,
            Variant = variant,
            Metric = metric,
            Value = value,
            Second = second,
            Time = Noon.AddMilliseconds(ms),
        };

    public static EnrollmentEntry Sum(
        string unit, double value = 1, double second = 0, string metric = "spent", string? variant = null, double ms = 1) =>
        new()
        {
            Kind = EnrollmentKind.Sum,
            Unit = unit,
            Variant = variant,
            Metric = metric,
            Value = value,
            Second = second,
            Time = Noon.AddMilliseconds(ms),
        };

    public static EnrollmentEntry Covariate(
        string unit, double second, string metric = "spent", string? variant = null, double ms = -1000) =>
        new()
        {
            Kind = EnrollmentKind.Covariate,
            Unit = unit,
            Variant = variant,
            Metric = metric,
            Value = 0,
            Second = second,
            Time = Noon.AddMilliseconds(ms),
        };

    public static EnrollmentBatch Batch(long sequence, params IEnumerable<EnrollmentEntry> entries) =>
        new(Button, Producer, sequence, entries);

    public static ValueTask<EnrollmentResult> ApplyAsync(this IEnrollmentStore store, EnrollmentBatch batch) =>
        store.ApplyAsync(batch, CancellationToken.None);

    public static ValueTask<EnrollmentResult> ApplyAsync(
        this IEnrollmentStore store, long sequence, params IEnumerable<EnrollmentEntry> entries) =>
        store.ApplyAsync(Batch(sequence, entries));

    /// <summary>Applies a batch and asserts the result of its entries.</summary>
    public static async Task AssertAppliesAsync(
        this IEnrollmentStore store, EnrollmentResult expected, long sequence, params EnrollmentEntry[] entries) =>
        Assert.Equal(Describe(expected), Describe(await store.ApplyAsync(sequence, entries)));

    /// <summary>Asserts the sums of an experiment, in the format of <see cref="Describe(EnrollmentSummary)"/>.</summary>
    public static async Task AssertSumsAsync(this IEnrollmentStore store, string expected, ExperimentId? experiment = null) =>
        Assert.Equal(expected, await store.SumsAsync(experiment));

    public static async Task<string> SumsAsync(this IEnrollmentStore store, ExperimentId? experiment = null) =>
        Describe(await store.SummarizeAsync(experiment ?? Button, CancellationToken.None));

    public static ValueTask<IReadOnlyList<string?>> VariantsAsync(this IEnrollmentStore store, params string[] units) =>
        store.GetVariantsAsync(Button, units, CancellationToken.None);

    public static Task<List<EnrolledUnit>> UnitsAsync(this IEnrollmentStore store, ExperimentId? experiment = null) =>
        store.ReadUnitsAsync(experiment ?? Button, CancellationToken.None).ToListAsync();

    public static Task<List<ExperimentId>> ExperimentsAsync(this IEnrollmentStore store) =>
        store.ListExperimentsAsync(CancellationToken.None).ToListAsync();

    public static string Describe(EnrollmentResult result) => result.Superseded
        ? "superseded"
        : $"enrolled={result.Enrolled} crossed={result.Crossed} counted={result.Counted} duplicates={result.Duplicates} "
        + $"other={result.OtherVariant} "
        + $"ofCrossed={result.OfCrossed} unexposed=[{string.Join(',', result.Unexposed)}]";

    /// <summary>
    /// Returns the sums as text: <c>a 2: buy 1 x=1 xx=1 y=0 yy=0 xy=0; crossed 0</c>. Metrics without a unit are omitted, because a store
    /// need not return them.
    /// </summary>
    public static string Describe(EnrollmentSummary summary) =>
        string.Concat(
            summary.Arms.Select(
                arm => $"{arm.Variant} {arm.Units}:{string.Concat(arm.Metrics.Where(sums => sums.Units != 0).Select(Describe))}; "))
        + $"crossed {summary.Crossed}";

    public static string Describe(EnrolledUnit unit)
    {
        Assert.Equal(TimeSpan.Zero, unit.Time.Offset);
        return string.Create(CultureInfo.InvariantCulture, $"{unit.Unit} {unit.Variant} {unit.Time:O}{(unit.IsCrossed ? " crossed" : "")}");
    }

    private static string Describe(MetricSums sums) => string.Create(
        CultureInfo.InvariantCulture,
        $" {sums.Metric} {sums.Units} x={sums.X + 0.0} xx={sums.XX + 0.0} y={sums.Y + 0.0} yy={sums.YY + 0.0} xy={sums.XY + 0.0}");
}
