using Reliability.Statistics;

namespace Reliability.Experiments.Internal;

/// <summary>Returns the inference rule of a test for its part of the alpha.</summary>
internal sealed class RuleSource(InferenceDesign design, IReadOnlyList<double> looks)
{
    private const double LeastAlpha = 1e-12;
    private readonly Dictionary<double, InferenceRule> _rules = [];

    /// <summary>Gets a value indicating whether there are results to look at.</summary>
    public bool MayLook => design.Method == InferenceMethod.Sequential || looks.Count > 0;

    public InferenceRule At(double alpha)
    {
        alpha = Math.Max(alpha, LeastAlpha);
        if (!_rules.TryGetValue(alpha, out InferenceRule? rule))
        {
            _rules.Add(alpha, rule = Make(alpha));
        }

        return rule;
    }

    private InferenceRule Make(double alpha)
    {
        if (design.Method == InferenceMethod.Sequential)
        {
            return InferenceRule.Sequential(design.Alpha, design.TuningSize).WithAlpha(alpha);
        }

        return looks is [1]
            ? InferenceRule.Fixed(alpha)
            : InferenceRule.Fixed(Math.Max(1e-300, GroupSequential.Boundaries(looks, alpha, design.Spending)[^1].NominalPValue));
    }
}
