namespace Reliability.Statistics;

/// <summary>The design of a test of two arms, as far as the required number of units depends on it.</summary>
public sealed record TestDesign
{
    /// <summary>
    /// Gets the probability of a false positive, from 1e-12 to 0.25. With m treatments and one control, 0.05/m bounds the probability for
    /// all comparisons at 0.05. The default is 0.05.
    /// </summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>
    /// Gets the probability of detecting an effect of the planned size, above <see cref="Alpha"/> and at most 0.999999. The default is 0.8.
    /// </summary>
    public double Power { get; init; } = 0.8;

    /// <summary>Gets the hypothesis that the test is to show. The default is <see cref="TestHypothesis.Difference"/>.</summary>
    public TestHypothesis Hypothesis { get; init; }

    /// <summary>
    /// Gets the number of units of the treatment for each unit of the control, which is the ratio of their weights, from 0.001 to 1000. The
    /// default is 1.
    /// </summary>
    public double TreatmentPerControl { get; init; } = 1;

    /// <summary>
    /// Gets the rule that states when results count. Its target units are ignored, because they are what is computed. The default is
    /// always valid, which is also the default of experiments.
    /// </summary>
    public StoppingRule Stopping { get; init; } = StoppingRule.AlwaysValid();

    /// <summary>Gets the formula. The default is the formula that fits the design, see <see cref="SampleSizeFormula"/>.</summary>
    public SampleSizeFormula? Formula { get; init; }
}
