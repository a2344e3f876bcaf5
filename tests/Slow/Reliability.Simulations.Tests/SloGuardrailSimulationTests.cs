using Reliability.Experiments;
using Reliability.Experiments.Internal;
using Reliability.Statistics;
using Reliability.Storage;

namespace Reliability.Simulations.Tests;

public sealed class SloGuardrailSimulationTests
{
    private const int Runs = 500;
    private const int Looks = 15;
    private const int UnitsPerLook = 200;
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly Experiment Same = new()
    {
        Service = "shop",
        Definition = new ExperimentDefinition
        {
            Key = "same",
            Variants = [new("blue", 1), new("green", 1)],
            Metrics = [ExperimentMetric.SloGuardrail("checkout", GuardrailMargin.Absolute(1e-9))],
            Design = new() { RollsBack = true },
        },
        State = ExperimentState.Running,
        History = [],
        ETag = ETag.New(),
    };

    /// <summary>
    /// Users make 1 to 20 requests; for 5 % of the users all fail, in both arms alike: requests of a user say the same thing again and
    /// again.
    /// </summary>
    [Fact]
    public void Arms_that_fail_alike_are_rolled_back_with_a_probability_below_alpha_over_all_looks_though_requests_depend_on_each_other()
    {
        var random = new Random(20260301);
        int rolledBack = 0;
        int calledByRequests = 0;
        for (int run = 0; run < Runs; run++)
        {
            (double X, double XX, double Y, double YY, double XY)[] arms = new (double, double, double, double, double)[2];
            bool isBroken = false;
            bool isCalledByRequests = false;
            for (int look = 1; look <= Looks; look++)
            {
                for (int i = 0; i < 2 * UnitsPerLook; i++)
                {
                    int requests = random.Next(1, 21);
                    int bad = random.Next(20) == 0 ? requests : 0;
                    ref (double X, double XX, double Y, double YY, double XY) arm = ref arms[i % 2];
                    arm = (arm.X + bad, arm.XX + (bad * bad), arm.Y + requests, arm.YY + (requests * requests), arm.XY + (bad * requests));
                }

                int units = look * UnitsPerLook;
                isBroken |= GuardrailWatch.Broken(Same, new ExperimentEvidence
                {
                    At = Start,
                    Sums = new EnrollmentSummary
                    {
                        Arms = [Of("blue", units, arms[0]), Of("green", units, arms[1])],
                        Crossed = 0,
                    }
                }) is not null;
                isCalledByRequests |= TwoSample.Proportions(
                    new Proportion((long)arms[0].X, (long)arms[0].Y),
                    new Proportion((long)arms[1].X, (long)arms[1].Y),
                    stopping: StoppingRule.AlwaysValid()).DifferenceInterval.Lower > 0;
            }

            rolledBack += isBroken ? 1 : 0;
            calledByRequests += isCalledByRequests ? 1 : 0;
        }

        rolledBack.Should().BeLessThanOrEqualTo((int)(0.05 * Runs));
        calledByRequests.Should().BeGreaterThan((int)(0.15 * Runs), "to take requests for independent is what the guardrail must not do");
    }

    private static ArmSummary Of(string variant, int units, (double X, double XX, double Y, double YY, double XY) sums) =>
        new()
        {
            Variant = variant,
            Units = units,
            Metrics = [new MetricSums
        {
            Metric = "slo:checkout",
            Units = units,
            X = sums.X,
            XX = sums.XX,
            Y = sums.Y,
            YY = sums.YY,
            XY = sums.XY,
        }],
        };
}
