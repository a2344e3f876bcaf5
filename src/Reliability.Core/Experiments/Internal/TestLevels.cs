using Reliability.Statistics;

namespace Reliability.Experiments.Internal;

/// <summary>Returns the alpha of a test at the current look, and the stopping rule under which it is compared.</summary>
internal sealed class TestLevels(ExperimentDesign design, IReadOnlyList<double> looks)
{
    private const double MinAlpha = 1e-12;
    private readonly Dictionary<double, double> _spent = [];

    /// <summary>Gets a value indicating whether there are results to look at.</summary>
    public bool MayLook => design.Stopping is AlwaysValidRule || looks.Count > 0;

    /// <summary>
    /// Gets the stopping rule of each comparison. A planned look is a fixed horizon. A confidence sequence is tuned to the alpha of the
    /// design, whichever part of it a test uses.
    /// </summary>
    public StoppingRule Stopping { get; } = design.Stopping is AlwaysValidRule rule
        ? rule with { TuningAlpha = rule.TuningAlpha ?? design.Alpha }
        : StoppingRule.FixedHorizon();

    /// <summary>Returns the alpha of the current look for a part of the overall alpha.</summary>
    public double AlphaOf(double part)
    {
        part = Math.Max(part, MinAlpha);
        if (design.Stopping is AlwaysValidRule || looks is [1])
        {
            return part;
        }

        if (!_spent.TryGetValue(part, out double alpha))
        {
            SpendingFunction spending = design.Stopping is GroupSequentialRule rule ? rule.Spending : default;
            alpha = Math.Max(1e-300, GroupSequential.Boundaries(looks, part, spending)[^1].NominalPValue);
            _spent.Add(part, alpha);
        }

        return alpha;
    }
}
