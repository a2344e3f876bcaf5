using Reliability.Common.Internal;
using Reliability.Statistics;

namespace Reliability.Experiments;

/// <summary>The rules by which an experiment decides. They are declared before it starts, and do not change afterwards.</summary>
public sealed record ExperimentDesign
{
    /// <summary>
    /// Gets the rule that states when results count. <see cref="StoppingRule.FixedHorizon"/> and
    /// <see cref="StoppingRule.GroupSequential"/> require target units. The default is <see cref="StoppingRule.AlwaysValid"/>: every look.
    /// </summary>
    public StoppingRule Stopping { get; init; } = StoppingRule.AlwaysValid();

    /// <summary>
    /// Gets the probability of a false positive for all primary metrics and arms together, from 1e-6 to 0.5. The default is 0.05.
    /// </summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>
    /// Gets the probability of detecting an effect of <see cref="ExperimentMetric.MinEffect"/>, from 0.5 to 0.999. The default is 0.8.
    /// </summary>
    public double Power { get; init; } = 0.8;

    /// <summary>Gets the method that controls alpha over primary metrics and arms. The default is Holm.</summary>
    public CorrectionMethod PrimaryCorrection { get; init; } = CorrectionMethod.Holm;

    /// <summary>Gets the method that controls alpha over secondary metrics and arms. The default is Benjamini and Hochberg.</summary>
    public CorrectionMethod SecondaryCorrection { get; init; } = CorrectionMethod.BenjaminiHochberg;

    /// <summary>
    /// Gets the minimum number of units in each compared arm before an effect is reported, 1 or more. The default is 100.
    /// </summary>
    public long MinUnits { get; init; } = 100;

    /// <summary>
    /// Gets the minimum time that the experiment must run, without pauses, before it may be concluded, from zero to a year. The default is
    /// a week, because the days of a week differ.
    /// </summary>
    public TimeSpan MinDuration { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Gets the p-value below which a sample ratio mismatch is reported, from 1e-9 to 0.1. The default is 0.001.</summary>
    public double SampleRatioThreshold { get; init; } = SampleRatio.DefaultThreshold;

    /// <summary>
    /// Gets the share of units that were seen in two arms above which the results are invalid, from 0 to 1. The default is 0.01.
    /// </summary>
    public double MaxCrossedShare { get; init; } = 0.01;

    /// <summary>
    /// Gets a value indicating whether all units get the control as soon as a guardrail is clearly broken. The default is
    /// <see langword="false"/>.
    /// </summary>
    public bool RollsBack { get; init; }

    internal string? Fault() => this switch
    {
        _ when !Enum.IsDefined(PrimaryCorrection) || !Enum.IsDefined(SecondaryCorrection) => Check.Text(
            $"corrections must be named values of {nameof(CorrectionMethod)}; they are {PrimaryCorrection} and {SecondaryCorrection}."),
        { Alpha: not (>= 1e-6 and <= 0.5) } => Check.Text($"alpha must be 1e-6 to 0.5; it is {Alpha}."),
        { Power: not (>= 0.5 and <= 0.999) } => Check.Text($"power must be 0.5 to 0.999; it is {Power}."),
        { MinUnits: < 1 } => Check.Text($"the minimum number of units must be 1 or more; it is {MinUnits}."),
        { SampleRatioThreshold: not (>= 1e-9 and <= 0.1) } =>
            Check.Text($"the threshold of the sample ratio must be 1e-9 to 0.1; it is {SampleRatioThreshold}."),
        { MaxCrossedShare: not (>= 0 and <= 1) } =>
            Check.Text($"the maximum share of crossed units must be 0 to 1; it is {MaxCrossedShare}."),
        _ when MinDuration < TimeSpan.Zero || MinDuration > TimeSpan.FromDays(366) =>
            Check.Text($"the minimum duration must be zero to a year; it is {MinDuration}."),
        { Stopping: null } => "there must be a stopping rule; it is null.",
        { Stopping: { Shares: not null, End: null } } =>
            $"{Stopping.GetType().Name} requires target units, 1 to 2^53; there are none.",
        _ => Stopping.Fault(),
    };
}
