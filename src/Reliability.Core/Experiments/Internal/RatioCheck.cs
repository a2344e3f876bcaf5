using Reliability.Statistics;

namespace Reliability.Experiments.Internal;

/// <summary>Tests whether units came to the arms as planned.</summary>
internal static class RatioCheck
{
    public static SampleRatioResult? Of(Experiment experiment, ExperimentEvidence evidence, ArmSums arms)
    {
        ExperimentDefinition definition = experiment.Definition;
        InferenceDesign design = definition.Design;
        if (!experiment.WasReweighted)
        {
            return Test(design, [.. Enumerable.Range(0, arms.Count).Select(arms.UnitsOf)], [.. definition.Variants.Select(v => v.Weight)]);
        }

        if (evidence.Periods.Count == 0)
        {
            return null;
        }

        // Each set of shares is tested for itself; the least p-value, times their number, keeps the risk.
        SampleRatioResult[] tests = [.. evidence.Periods.Select(p => Test(design, p.Units, [.. p.Variants.Select(v => v.Weight)]))];
        double p = Math.Min(1, tests.Min(t => t.PValue) * tests.Length);
        return new SampleRatioResult(
            p,
            p < design.SampleRatioThreshold,
            design.SampleRatioThreshold,
            [.. definition.Variants.Select(v => evidence.Periods.Select((period, i) => ExpectedOf(period, tests[i], v.Key)).Sum())],
            tests[0].Method);
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

    private static SampleRatioResult Test(InferenceDesign design, IReadOnlyList<long> units, IReadOnlyList<double> weights) =>
        design.Method == InferenceMethod.FixedHorizon
            ? SampleRatio.Fixed(units, weights, design.SampleRatioThreshold)
            : SampleRatio.Sequential(units, weights, design.SampleRatioThreshold);
}
