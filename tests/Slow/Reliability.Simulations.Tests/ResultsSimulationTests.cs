using Reliability.Experiments;
using Reliability.Statistics;
using Reliability.Storage;
using Reliability.Tests.Shared;

namespace Reliability.Simulations.Tests;

/// <summary>
/// How often a report calls something where there is nothing, looking a hundred times; seeded, so that a run repeats itself.
/// </summary>
public sealed class ResultsSimulationTests
{
    private const int Tests = 1_000;
    private const int Looks = 100;

    [Theory]
    [InlineData(0.1, 100)]
    [InlineData(0.5, 50)]
    [InlineData(0.005, 200)]
    public void Arms_that_are_the_same_win_or_lose_at_most_as_often_as_declared_however_often_one_looks(double rate, int unitsPerLook)
    {
        var random = new Random(20261128);
        Experiment experiment = SampleReports.Of(new ExperimentDefinition
        {
            Key = "aa",
            Variants = [new("blue", 1), new("green", 1)],
            Metrics = [ExperimentMetric.Primary("bought")],
        });
        int called = 0;
        int fixedZ = 0;
        int ahead = 0;
        for (int test = 0; test < Tests; test++)
        {
            (long Units, long Converted) a = default;
            (long Units, long Converted) b = default;
            (bool isCalled, bool isFixed, bool isAhead) = (false, false, false);
            for (int look = 0; look < Looks && !(isCalled && isFixed); look++)
            {
                a = (a.Units + unitsPerLook, a.Converted + Successes(random, unitsPerLook, rate));
                b = (b.Units + unitsPerLook, b.Converted + Successes(random, unitsPerLook, rate));
                isCalled |= ExperimentAnalysis.Analyze(
                    experiment,
                    SampleReports.Evidence(("blue", a.Units, a.Converted), ("green", b.Units, b.Converted))).Verdict
                    is Verdict.Winner or Verdict.Loser;
                isFixed |= TwoSample.Proportions(
                    new(a.Converted, a.Units),
                    new(b.Converted, b.Units),
                    method: ComparisonMethod.PooledZ).IsSignificant;
                isAhead |= a.Converted != b.Converted;
            }

            called += isCalled ? 1 : 0;
            fixedZ += isFixed ? 1 : 0;
            ahead += isAhead ? 1 : 0;
        }

        // 50 are allowed; what is said is at most 5 %, and there is no room for chance because the sequence stays well below.
        called.Should().BeLessThanOrEqualTo(50);
        fixedZ.Should().BeGreaterThan(250, "a test for one look that is looked at a hundred times errs in more than a quarter of them");
        ahead.Should().Be(Tests, "whoever is ahead always wins");
    }

    [Fact]
    public void Skewed_values_keep_the_risk_too()
    {
        var random = new Random(7);
        Experiment experiment = SampleReports.Of(new ExperimentDefinition
        {
            Key = "aa",
            Variants = [new("blue", 1), new("green", 1)],
            Metrics = [new ExperimentMetric { Name = "revenue", Kind = MetricKind.Mean, Role = MetricRole.Primary }],
        });
        int called = 0;
        for (int test = 0; test < Tests; test++)
        {
            SampleSums[] arms = new SampleSums[2];
            bool isCalled = false;
            for (int look = 0; look < Looks && !isCalled; look++)
            {
                foreach (ref SampleSums arm in arms.AsSpan())
                {
                    for (int i = 0; i < 50; i++)
                    {
                        // Nine in ten buy nothing, the others exponentially.
                        double x = random.NextDouble() < 0.9 ? 0 : -Math.Log(1 - random.NextDouble());
                        arm = arm with { Units = arm.Units + 1, X = arm.X + x, XX = arm.XX + (x * x) };
                    }
                }

                ArmSummary[] sums = [.. arms.Select((s, i) => new ArmSummary
                {
                    Variant = i == 0 ? "blue" : "green",
                    Units = s.Units,
                    Metrics = [new MetricSums
                {
                    Metric = "revenue",
                    Units = s.Units,
                    X = s.X,
                    XX = s.XX,
                    Y = 0,
                    YY = 0,
                    XY = 0,
                }],
                })];
                var evidence = new ExperimentEvidence
                {
                    Sums = new EnrollmentSummary
                    {
                        Arms = sums,
                        Crossed = 0,
                    },
                    At = DateTimeOffset.UnixEpoch
                };
                isCalled = ExperimentAnalysis.Analyze(experiment, evidence).Verdict is Verdict.Winner or Verdict.Loser;
            }

            called += isCalled ? 1 : 0;
        }

        called.Should().BeLessThanOrEqualTo(50);
    }

    [Theory]
    [InlineData(true, 0.1, 0.1)]
    [InlineData(true, 0.1, 0.12)]
    [InlineData(false, 0.1, 0.1)]
    [InlineData(false, 0.1, 0.12)]
    public void A_planned_design_errs_as_often_as_declared_and_finds_what_its_plan_promises(
        bool isFixedHorizon,
        double control,
        double treatment)
    {
        const int Runs = 4_000;
        var design = new TestDesign
        {
            Stopping = isFixedHorizon ? StoppingRule.FixedHorizon() : StoppingRule.GroupSequential(),
        };
        PowerAnalysis plan = SampleSize.Units(MetricBaseline.Proportion(0.1), EffectSize.Absolute(0.02), design);
        Experiment experiment = SampleReports.Of(new ExperimentDefinition
        {
            Key = "planned",
            Variants = [new("blue", 1), new("green", 1)],
            Metrics = [ExperimentMetric.Primary("bought")],
            Design = new()
            {
                Stopping = isFixedHorizon
                    ? StoppingRule.FixedHorizon(plan.TotalUnits)
                    : StoppingRule.GroupSequential(plan.TotalUnits),
            },
        });
        double[] looks = isFixedHorizon ? [1] : [0.2, 0.4, 0.6, 0.8, 1];
        var random = new Random(20261128);
        int called = 0;
        for (int run = 0; run < Runs; run++)
        {
            (long Units, long Converted) a = default;
            (long Units, long Converted) b = default;
            bool isCalled = false;
            for (int look = 0; look < looks.Length && !isCalled; look++)
            {
                int more = (int)(Math.Round(plan.ControlUnits * looks[look]) - a.Units);
                a = (a.Units + more, a.Converted + Successes(random, more, control));
                b = (b.Units + more, b.Converted + Successes(random, more, treatment));
                ExperimentEvidence evidence =
                    SampleReports.Evidence(("blue", a.Units, a.Converted), ("green", b.Units, b.Converted)) with
                    {
                        Looks = [.. looks.Take(look + 1)],
                    };
                isCalled = ExperimentAnalysis.Analyze(experiment, evidence).Verdict is Verdict.Winner or Verdict.Loser;
            }

            called += isCalled ? 1 : 0;
        }

        // Two points of the power are more than three standard deviations of 4,000 runs; of the risk, one point is.
        double share = (double)called / Runs;
        if (control == treatment)
        {
            share.Should().BeInRange(0.04, 0.06);
        }
        else
        {
            share.Should().BeInRange(plan.Power - 0.02, plan.Power + 0.02);
        }
    }

    private static long Successes(Random random, int units, double rate)
    {
        long successes = 0;
        for (int i = 0; i < units; i++)
        {
            successes += random.NextDouble() < rate ? 1 : 0;
        }

        return successes;
    }
}
