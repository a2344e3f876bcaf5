using System.Globalization;
using Reliability.Common.Internal;
using Reliability.Statistics;

namespace Reliability.Experiments;

/// <summary>The rules by which an experiment decides. They are declared before it starts, and do not change afterwards.</summary>
public sealed record InferenceDesign
{
    /// <summary>Gets the inference method, which determines the looks that count. The default is every look.</summary>
    public InferenceMethod Method { get; init; }

    /// <summary>
    /// Gets the probability of a false positive for all primary metrics and arms together, from 1e-6 to 0.5. The default is 0.05.
    /// </summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>
    /// Gets the probability of detecting an effect of <see cref="ExperimentMetric.MinEffect"/>, from 0.5 to 0.999. The default is 0.8.
    /// </summary>
    public double Power { get; init; } = 0.8;

    /// <summary>
    /// Gets the number of units of all arms together at which the experiment ends, from 1 to 2^53. It is required for
    /// <see cref="InferenceMethod.FixedHorizon"/> and <see cref="InferenceMethod.GroupSequential"/>.
    /// </summary>
    public long? TargetUnits { get; init; }

    /// <summary>
    /// Gets the shares of <see cref="TargetUnits"/> at which a group sequential design looks, in ascending order, the last one 1. The
    /// default is 0.2, 0.4, 0.6, 0.8 and 1.
    /// </summary>
    public IReadOnlyList<double> Looks { get; init; } = [0.2, 0.4, 0.6, 0.8, 1];

    /// <summary>
    /// Gets the function that spreads the alpha of a group sequential design over its looks. The default is that of O'Brien and Fleming,
    /// which spends little at first.
    /// </summary>
    public SpendingFunction Spending { get; init; } = SpendingFunction.OBrienFleming;

    /// <summary>Gets the number of units at which a sequential interval is narrowest, from 1 to 1e15. The default is 5,000.</summary>
    public double TuningSize { get; init; } = ConfidenceSequence.DefaultTuningSize;

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

    /// <summary>Creates a design in which every look counts, at any time.</summary>
    public static InferenceDesign Sequential() => new();

    /// <summary>Creates a design with one look, when the planned units have arrived.</summary>
    /// <param name="targetUnits">The number of units of all arms together.</param>
    public static InferenceDesign FixedHorizon(long targetUnits) =>
        new() { Method = InferenceMethod.FixedHorizon, TargetUnits = targetUnits };

    /// <summary>Creates a design with a few looks before and at the planned units.</summary>
    /// <param name="targetUnits">The number of units of all arms together.</param>
    /// <param name="looks">The shares of the planned units at which the design looks. The default is 0.2, 0.4, 0.6, 0.8 and 1.</param>
    public static InferenceDesign GroupSequential(long targetUnits, IReadOnlyList<double>? looks = null)
    {
        var design = new InferenceDesign { Method = InferenceMethod.GroupSequential, TargetUnits = targetUnits };
        return looks is null ? design : design with { Looks = looks };
    }

    /// <summary>Gets the shares of the planned units at which results count.</summary>
    internal IReadOnlyList<double> LooksOfMethod => Method == InferenceMethod.FixedHorizon ? [1] : Looks;

    internal string? Fault()
    {
        (int maxLooks, double minStep) = (Statistics.GroupSequential.MaxLooks, Statistics.GroupSequential.MinStep);
        return this switch
        {
            _ when !Enum.IsDefined(Method)
                || !Enum.IsDefined(PrimaryCorrection)
                || !Enum.IsDefined(SecondaryCorrection)
                || !Enum.IsDefined(Spending) => Legal.Text(
                    $"method, corrections and spending must be named values; they are {Method}, {PrimaryCorrection}, "
                    + $"{SecondaryCorrection}, {Spending}."),
            { Alpha: not (>= 1e-6 and <= 0.5) } => Legal.Text($"alpha must be 1e-6 to 0.5; it is {Alpha}."),
            { Power: not (>= 0.5 and <= 0.999) } => Legal.Text($"power must be 0.5 to 0.999; it is {Power}."),
            { Method: not InferenceMethod.Sequential, TargetUnits: null } => $"{Method} requires target units; there are none.",
            { TargetUnits: < 1 or > (1L << 53) } => Legal.Text($"target units must be 1 to 2^53; they are {TargetUnits}."),
            { TuningSize: not (>= 1 and <= 1e15) } => Legal.Text($"the tuning size must be 1 to 1e15; it is {TuningSize}."),
            { MinUnits: < 1 } => Legal.Text($"the minimum number of units must be 1 or more; it is {MinUnits}."),
            { SampleRatioThreshold: not (>= 1e-9 and <= 0.1) } =>
                Legal.Text($"the threshold of the sample ratio must be 1e-9 to 0.1; it is {SampleRatioThreshold}."),
            { MaxCrossedShare: not (>= 0 and <= 1) } =>
                Legal.Text($"the maximum share of crossed units must be 0 to 1; it is {MaxCrossedShare}."),
            _ when MinDuration < TimeSpan.Zero || MinDuration > TimeSpan.FromDays(366) =>
                Legal.Text($"the minimum duration must be zero to a year; it is {MinDuration}."),
            _ when Looks is not { Count: >= 1 and <= Statistics.GroupSequential.MaxLooks } || Looks[^1] != 1 || !Ascend(Looks) =>
                Legal.Text(
                    $"there must be 1 to {maxLooks} looks, ascending by at least {minStep}, the last 1; they are {LooksText()}."),
            _ => null,
        };
    }

    private string LooksText() =>
        Looks is null ? "none" : string.Join(", ", Looks.Select(look => look.ToString(CultureInfo.InvariantCulture)));

    private static bool Ascend(IReadOnlyList<double> looks)
    {
        double last = 0;
        foreach (double look in looks)
        {
            if (!(look - last >= Statistics.GroupSequential.MinStep * (1 - 1e-9)))
            {
                return false;
            }

            last = look;
        }

        return true;
    }
}
