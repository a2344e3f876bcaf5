using Reliability.Benchmarks.Experiments;
using Reliability.Benchmarks.Recording;
using Reliability.Benchmarks.Sketches;
using Reliability.Benchmarks.Storage;
using Reliability.Benchmarks.Trends;

namespace Reliability.Benchmarks.Guard;

/// <summary>What is promised, and bounded.</summary>
internal static class Checks
{
    private static readonly Check[] All =
    [
        new(
            "recording",
            "Recording: measured against its peers",
            [
                typeof(OutcomeBenchmarks), typeof(ContendedOutcomeBenchmarks), typeof(LatencyBenchmarks), typeof(CollectionBenchmarks),
                typeof(SketchBenchmarks),
            ],
            [
                new(typeof(OutcomeBenchmarks), nameof(OutcomeBenchmarks.Reliability), 0.45, nameof(OutcomeBenchmarks.Prometheus)),
                new(typeof(OutcomeBenchmarks), nameof(OutcomeBenchmarks.Reliability), 1.0, nameof(OutcomeBenchmarks.InterlockedIncrement)),
                new(typeof(OutcomeBenchmarks), nameof(OutcomeBenchmarks.Reliability), 0.25, nameof(OutcomeBenchmarks.OpenTelemetry)),
                new(
                    typeof(ContendedOutcomeBenchmarks),
                    nameof(ContendedOutcomeBenchmarks.Reliability),
                    0.12,
                    nameof(ContendedOutcomeBenchmarks.Prometheus)),
                new(
                    typeof(ContendedOutcomeBenchmarks),
                    nameof(ContendedOutcomeBenchmarks.Reliability),
                    0.25,
                    nameof(ContendedOutcomeBenchmarks.OpenTelemetry)),
                new(typeof(LatencyBenchmarks), nameof(LatencyBenchmarks.Reliability), 0.6, nameof(LatencyBenchmarks.Prometheus)),
                new(typeof(LatencyBenchmarks), nameof(LatencyBenchmarks.Reliability), 0.07, nameof(LatencyBenchmarks.OpenTelemetry)),
                new(typeof(CollectionBenchmarks), nameof(CollectionBenchmarks.Outcomes), 5, nameof(CollectionBenchmarks.ReadWords)),
                new(typeof(CollectionBenchmarks), nameof(CollectionBenchmarks.Latencies), 20, nameof(CollectionBenchmarks.AddToSketches)),
                new(typeof(SketchBenchmarks), nameof(SketchBenchmarks.Merge), 1_000),
            ]),
        new(
            "sketches",
            "Sketches: format 2 measured against format 1",
            [typeof(DeltaFormatBenchmarks), typeof(MinuteFormatBenchmarks), typeof(HourFormatBenchmarks)],
            [
                .. Sketches(typeof(DeltaFormatBenchmarks)),
                .. Sketches(typeof(MinuteFormatBenchmarks)),
                .. Sketches(typeof(HourFormatBenchmarks)),
            ]),
        new(
            "storage",
            "Storage: a flush measured against the store's own limit",
            [typeof(RedisFlushBenchmarks), typeof(PostgresFlushBenchmarks), typeof(SqliteFlushBenchmarks)],
            [
                Flush(typeof(RedisFlushBenchmarks), nameof(RedisFlushBenchmarks.Flush), 1.0, nameof(RedisFlushBenchmarks.TierIncrements)),
                Flush(typeof(PostgresFlushBenchmarks), nameof(PostgresFlushBenchmarks.Flush), 1.2, nameof(PostgresFlushBenchmarks.Upsert)),
                Flush(typeof(SqliteFlushBenchmarks), nameof(SqliteFlushBenchmarks.Flush), 1.3, nameof(SqliteFlushBenchmarks.Upsert)),
            ]),
        new(
            "assignment",
            "Assignment: a unit's variant, measured against other designs",
            [typeof(ShortIdBenchmarks), typeof(LongIdBenchmarks)],
            [.. Assignment(typeof(ShortIdBenchmarks)), .. Assignment(typeof(LongIdBenchmarks))]),
        new(
            "tracking",
            "Tracking: what an event costs the caller",
            [typeof(TrackingBenchmarks), typeof(CountedExposureBenchmarks)],
            [
                new(typeof(TrackingBenchmarks), nameof(TrackingBenchmarks.Convert), 0.3, nameof(TrackingBenchmarks.AssignAndCount)),
                new(
                    typeof(CountedExposureBenchmarks),
                    nameof(CountedExposureBenchmarks.Expose),
                    3.0,
                    nameof(CountedExposureBenchmarks.Hash)),
            ]),
        new(
            "results",
            "Results: a verdict from stored sums",
            [typeof(FewUsersBenchmarks), typeof(ManyUsersBenchmarks)],
            [.. Results(typeof(FewUsersBenchmarks)), .. Results(typeof(ManyUsersBenchmarks))]),
        new(
            "trends",
            "Trends: lines, autocorrelation, reports and sketches, measured against MathNet, ED-PELT and HdrHistogram",
            [
                typeof(NinetyRegressionBenchmarks), typeof(ThousandRegressionBenchmarks), typeof(ManyRegressionBenchmarks),
                typeof(NinetyLagBenchmarks), typeof(ThousandLagBenchmarks), typeof(ManyLagBenchmarks),
                typeof(ReportBenchmarks), typeof(LongReportBenchmarks), typeof(SketchAddBenchmarks),
            ],
            [
                .. Line(typeof(NinetyRegressionBenchmarks), 0.5),
                .. Line(typeof(ThousandRegressionBenchmarks), 0.25),
                .. Line(typeof(ManyRegressionBenchmarks), 0.25),
                .. Lags(typeof(NinetyLagBenchmarks)),
                .. Lags(typeof(ThousandLagBenchmarks)),
                .. Lags(typeof(ManyLagBenchmarks)),
                new(typeof(ReportBenchmarks), nameof(ReportBenchmarks.Report), 0.15, nameof(ReportBenchmarks.EdPelt))
                {
                    MaxAllocatedBytes = null,
                },
                new(
                    typeof(LongReportBenchmarks),
                    nameof(LongReportBenchmarks.Many),
                    LongReportBenchmarks.Limit,
                    nameof(LongReportBenchmarks.Some)) { MaxAllocatedBytes = null },
                new(typeof(SketchAddBenchmarks), nameof(SketchAddBenchmarks.Reliability), 0.6, nameof(SketchAddBenchmarks.Hdr)),
            ]),
    ];

    /// <summary>The names of all checks.</summary>
    public static string[] Names => [.. All.Select(check => check.Name)];

    /// <summary>Runs the checks of these names; all of them without a name. Returns the exit code: 0 when every bound is met.</summary>
    public static int Run(IReadOnlyCollection<string> names)
    {
        if (names.Except(Names, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            Console.Error.WriteLine($"There is no check '{unknown}'; there is {string.Join(" and ", Names)}.");
            return 2;
        }

        bool isMet = true;
        foreach (Check check in All.Where(check => names.Count == 0 || names.Contains(check.Name)))
        {
            isMet &= check.Run();
        }

        return isMet ? 0 : 1;
    }

    private static IEnumerable<Bound> Sketches(Type type) =>
    [
        new(type, nameof(SketchFormatBenchmarks.Encode2), 2, nameof(SketchFormatBenchmarks.Encode1)),
        new(type, nameof(SketchFormatBenchmarks.Decode2), 1, nameof(SketchFormatBenchmarks.Decode1)),
    ];

    private static IEnumerable<Bound> Line(Type type, double limit) =>
    [
        new(type, nameof(RegressionBenchmarks.Even), limit, nameof(RegressionBenchmarks.MathNet)),
        new(type, nameof(RegressionBenchmarks.Listed), limit, nameof(RegressionBenchmarks.MathNet)),
    ];

    private static IEnumerable<Bound> Lags(Type type) =>
    [
        new(type, nameof(LagBenchmarks.One), 0.1, nameof(LagBenchmarks.OneMathNet)),
        new(type, nameof(LagBenchmarks.Thirty), 0.05, nameof(LagBenchmarks.AllMathNet)),
    ];

    private static IEnumerable<Bound> Results(Type type) =>
    [
        new(type, nameof(ResultsBenchmarks.Sequential), 100_000) { MaxAllocatedBytes = null },
        new(type, nameof(ResultsBenchmarks.Planned), 100_000) { MaxAllocatedBytes = null },
    ];

    private static IEnumerable<Bound> Assignment(Type type)
    {
        foreach (string subject in (string[])
        [
            nameof(AssignmentBenchmarks.Two),
            nameof(AssignmentBenchmarks.Three),
            nameof(AssignmentBenchmarks.Four),
            nameof(AssignmentBenchmarks.Weighted3),
            nameof(AssignmentBenchmarks.Weighted4),
        ])
        {
            yield return new(type, subject, 100);
            yield return new(type, subject, 0.05, nameof(AssignmentBenchmarks.FeatureManagement));
            yield return new(type, subject, 0.15, nameof(AssignmentBenchmarks.Md5Modulo));
        }

        yield return new(type, nameof(AssignmentBenchmarks.Ten), 0.05, nameof(AssignmentBenchmarks.FeatureManagement));
    }

    private static Bound Flush(
        Type type,
        string subject,
        double limit,
        string peer) => new(type, subject, limit, peer) { MaxAllocatedBytes = null };
}
