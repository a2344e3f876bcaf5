using Reliability.Statistics;

namespace Reliability.Experiments.Internal;

/// <summary>Tests for sample ratio mismatch.</summary>
internal static class RatioCheck
{
    public static SampleRatioResult? Of(Experiment experiment, ExperimentEvidence evidence, ArmSums arms)
    {
        ExperimentDefinition definition = experiment.Definition;
        if (evidence.Periods.Count > 0)
        {
            return OfPeriods(definition, evidence);
        }

        // Changes after the time of the evidence do not affect it.
        ExperimentChange[] shares = [.. experiment.ShareChanges().TakeWhile((change, i) => i == 0 || change.At <= evidence.At)];
        if (shares.Length > 1)
        {
            return null;
        }

        double[] weights = shares is [{ } start]
            ? [.. definition.Variants.Select(v => start.Variants.FirstOrDefault(w => w.Key == v.Key)?.Weight ?? 0)]
            : [.. definition.Variants.Select(v => v.Weight)];
        return weights.Any(w => w > 0)
            ? Test(definition.Design, evidence, [.. Enumerable.Range(0, arms.Count).Select(arms.UnitsOf)], weights)
            : null;
    }

    /// <summary>Tests each set of shares separately. The smallest p-value times the number of sets controls the alpha.</summary>
    private static SampleRatioResult OfPeriods(ExperimentDefinition definition, ExperimentEvidence evidence)
    {
        SampleRatioResult[] tests = [.. evidence.Periods.Select(p => OfPeriod(definition.Design, evidence, p))];
        double threshold = definition.Design.SampleRatioThreshold;
        double p = Math.Min(1, tests.Min(t => t.PValue) * tests.Length);
        return new SampleRatioResult
        {
            PValue = p,
            IsMismatch = p < threshold,
            Threshold = threshold,
            Expected =
            [
                .. definition.Variants.Select(v => evidence.Periods.Select((period, i) => ExpectedOf(period, tests[i], v.Key)).Sum()),
            ],
            Method = tests[0].Method,
        };
    }

    private static SampleRatioResult OfPeriod(ExperimentDesign design, ExperimentEvidence evidence, SamplePeriod period)
    {
        // A process that does not know of the change yet still assigns units to an arm whose weight is now 0. That is not a fault of the
        // split.
        long[] units = [.. period.Units.Select((n, i) => period.Variants[i].Weight > 0 ? n : 0)];
        return Test(design, evidence, units, [.. period.Variants.Select(v => v.Weight)]);
    }

    private static double ExpectedOf(SamplePeriod period, SampleRatioResult test, string variant)
    {
        for (int i = 0; i < period.Variants.Count; i++)
        {
            if (period.Variants[i].Key == variant)
            {
                return test.Expected[i];
            }
        }

        return 0;
    }

    private static SampleRatioResult Test(
        ExperimentDesign design,
        ExperimentEvidence evidence,
        IReadOnlyList<long> units,
        IReadOnlyList<double> weights) =>
        design.Stopping is FixedHorizonRule && evidence.Looks is [1]
            ? SampleRatio.Fixed(units, weights, design.SampleRatioThreshold)
            : SampleRatio.Sequential(units, weights, design.SampleRatioThreshold);
}
