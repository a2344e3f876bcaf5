namespace Reliability.Statistics;

/// <summary>How a test of two arms will be judged, as far as its size depends on it.</summary>
public sealed record TestDesign
{
    /// <summary>The risk of calling no effect an effect, 1e-12 to 0.25. With m treatments compared with one control, 0.05/m keeps the risk of all. Default: 0.05.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>How likely an effect as great as planned is to be seen, above <see cref="Alpha"/> and at most 0.999999. Default: 0.8.</summary>
    public double Power { get; init; } = 0.8;

    /// <summary>What is to be shown. Default: <see cref="TestHypothesis.Difference"/>.</summary>
    public TestHypothesis Hypothesis { get; init; }

    /// <summary>How many units the treatment gets for each one of the control: the ratio of their weights, 0.001 to 1000. Default: 1.</summary>
    public double TreatmentPerControl { get; init; } = 1;

    /// <summary>When it may be judged. Default: at any time, as experiments are evaluated unless told otherwise.</summary>
    public StoppingRule Stopping { get; init; } = StoppingRule.AnyTime();

    /// <summary>The formula. Default: the one that fits, see <see cref="SampleSizeFormula"/>.</summary>
    public SampleSizeFormula? Formula { get; init; }
}
