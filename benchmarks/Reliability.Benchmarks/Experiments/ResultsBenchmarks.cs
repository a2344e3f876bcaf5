using BenchmarkDotNet.Attributes;
using Reliability.Experiments;
using Reliability.Statistics;
using Reliability.Storage;

namespace Reliability.Benchmarks.Experiments;

/// <summary>The report of a two-arm experiment from its stored sums: its time must not depend on the number of users.</summary>
public abstract class ResultsBenchmarks(long users)
{
    private readonly ExperimentEvidence _evidence = new()
    {
        Sums = new EnrollmentSummary { Arms = [Arm("blue", users / 2, 0.10), Arm("green", users / 2, 0.11)], Crossed = 0 },
        At = DateTimeOffset.UnixEpoch.AddDays(14),
        Looks = [1],
    };

    private readonly Experiment _sequential = Of(StoppingRule.AlwaysValid());
    private readonly Experiment _planned = Of(StoppingRule.FixedHorizon(users));

    [Benchmark(Description = "Report at any look: proportion, mean, guardrail", Baseline = true)]
    public ExperimentReport Sequential() => ExperimentAnalysis.Analyze(_sequential, _evidence);

    [Benchmark(Description = "Report at the planned size: the same")]
    public ExperimentReport Planned() => ExperimentAnalysis.Analyze(_planned, _evidence);

    [Benchmark(Description = "One comparison of two proportions")]
    public Comparison Proportions() => TwoSample.Proportions(new Proportion(users / 20, users / 2), new Proportion(users / 19, users / 2));

    private static ArmSummary Arm(string variant, long units, double rate)
    {
        long bought = (long)(units * rate);
        long failed = units / 200;
        return new ArmSummary
        {
            Variant = variant,
            Units = units,
            Metrics = [new MetricSums
            {
                Metric = "bought",
                Units = bought,
                X = bought,
                XX = bought,
                Y = 0,
                YY = 0,
                XY = 0,
            }, new MetricSums
            {
                Metric = "errors",
                Units = failed,
                X = failed,
                XX = failed,
                Y = 0,
                YY = 0,
                XY = 0,
            }, new MetricSums
            {
                Metric = "revenue",
                Units = bought,
                X = bought * 20.0,
                XX = bought * 500.0,
                Y = 0,
                YY = 0,
                XY = 0,
            }],
        };
    }

    private static Experiment Of(StoppingRule stopping)
    {
        var definition = new ExperimentDefinition
        {
            Key = "checkout",
            Variants = [new("blue", 1), new("green", 1)],
            Metrics =
            [
                ExperimentMetric.Primary("bought", 0.05),
                new ExperimentMetric { Name = "revenue", Kind = MetricKind.Mean },
                ExperimentMetric.Guardrail("errors", MetricKind.Proportion, MetricGoal.Decrease, GuardrailMargin.Absolute(0.01)),
            ],
            Design = new() { Stopping = stopping },
        };
        return new Experiment
        {
            Service = "shop",
            Definition = definition,
            State = ExperimentState.Running,
            History = [],
            ETag = ETag.New(),
        };
    }
}
