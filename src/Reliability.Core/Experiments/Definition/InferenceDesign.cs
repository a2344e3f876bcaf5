using Reliability.Statistics;

namespace Reliability.Experiments;

/// <summary>How an experiment decides; declared before it starts, and kept.</summary>
public sealed record InferenceDesign
{
    /// <summary>When results count. Default: at every look.</summary>
    public InferenceMethod Method { get; init; }

    /// <summary>The risk of calling no effect an effect, 1e-6 to 0.5, for all primary metrics and arms together. Default: 0.05.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>The chance to find an effect of <see cref="ExperimentMetric.MinEffect"/>, 0.5 to 0.999. Default: 0.8.</summary>
    public double Power { get; init; } = 0.8;

    /// <summary>The units of all arms together at which it ends, 1 to 2^53; required for <see cref="InferenceMethod.FixedHorizon"/> and <see cref="InferenceMethod.GroupSequential"/>.</summary>
    public long? TargetUnits { get; init; }

    /// <summary>The shares of <see cref="TargetUnits"/> at which a group sequential design looks, ascending, the last 1. Default: every fifth.</summary>
    public IReadOnlyList<double> Looks { get; init; } = [0.2, 0.4, 0.6, 0.8, 1];

    /// <summary>How a group sequential design spreads the risk over its looks. Default: O'Brien and Fleming's, little at first.</summary>
    public SpendingFunction Spending { get; init; } = SpendingFunction.OBrienFleming;

    /// <summary>The units at which a sequential interval is narrowest, 1 to 1e15. Default: 5,000.</summary>
    public double TuningSize { get; init; } = ConfidenceSequence.DefaultTuningSize;

    /// <summary>How the risk is kept over primary metrics and arms. Default: Holm.</summary>
    public CorrectionMethod PrimaryCorrection { get; init; } = CorrectionMethod.Holm;

    /// <summary>How the risk is kept over secondary metrics and arms. Default: Benjamini and Hochberg.</summary>
    public CorrectionMethod SecondaryCorrection { get; init; } = CorrectionMethod.BenjaminiHochberg;

    /// <summary>The units that each compared arm needs before anything is called, 1 or more. Default: 100.</summary>
    public long MinUnits { get; init; } = 100;

    /// <summary>How long it runs at least, pauses not counted, before it may be concluded: zero to a year. Default: a week, since days differ.</summary>
    public TimeSpan MinDuration { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The p-value below which the ratio of the arms is called broken, 1e-9 to 0.1. Default: 0.001.</summary>
    public double SampleRatioThreshold { get; init; } = SampleRatio.DefaultThreshold;

    /// <summary>The share of units seen in two arms above which results mean nothing, 0 to 1. Default: 0.01.</summary>
    public double MaxCrossedShare { get; init; } = 0.01;

    /// <summary>Whether everybody gets the control as soon as a guardrail is clearly broken. Default: no.</summary>
    public bool RollsBack { get; init; }

    /// <summary>Looks count whenever they are taken.</summary>
    public static InferenceDesign Sequential() => new();

    /// <summary>One look, when the planned units are in.</summary>
    /// <param name="plannedUnits">The units of all arms together.</param>
    public static InferenceDesign FixedHorizon(long plannedUnits) => new() { Method = InferenceMethod.FixedHorizon, TargetUnits = plannedUnits };

    /// <summary>A few looks on the way to the planned units.</summary>
    /// <param name="plannedUnits">The units of all arms together.</param>
    /// <param name="looks">The shares of them at which it looks; every fifth when left out.</param>
    public static InferenceDesign GroupSequential(long plannedUnits, IReadOnlyList<double>? looks = null)
    {
        var design = new InferenceDesign { Method = InferenceMethod.GroupSequential, TargetUnits = plannedUnits };
        return looks is null ? design : design with { Looks = looks };
    }

    /// <summary>The shares of the planned units at which results count.</summary>
    internal IReadOnlyList<double> LooksOfMethod => Method == InferenceMethod.FixedHorizon ? [1] : Looks;

    internal string? Fault()
    {
        FormattableString? fault = this switch
        {
            _ when !Enum.IsDefined(Method) || !Enum.IsDefined(PrimaryCorrection) || !Enum.IsDefined(SecondaryCorrection) || !Enum.IsDefined(Spending) =>
                $"method, corrections and spending are those that this library knows; they are {Method}, {PrimaryCorrection}, {SecondaryCorrection}, {Spending}.",
            { Alpha: not (>= 1e-6 and <= 0.5) } => $"alpha is 1e-6 to 0.5; it is {Alpha}.",
            { Power: not (>= 0.5 and <= 0.999) } => $"power is 0.5 to 0.999; it is {Power}.",
            { Method: not InferenceMethod.Sequential, TargetUnits: null } => $"{Method} needs the planned units; there are none.",
            { TargetUnits: < 1 or > (1L << 53) } => $"planned units are 1 to 2^53; they are {TargetUnits}.",
            { TuningSize: not (>= 1 and <= 1e15) } => $"the tuning size is 1 to 1e15; it is {TuningSize}.",
            { MinUnits: < 1 } => $"the minimum of units is 1 or more; it is {MinUnits}.",
            { SampleRatioThreshold: not (>= 1e-9 and <= 0.1) } => $"the threshold of the sample ratio is 1e-9 to 0.1; it is {SampleRatioThreshold}.",
            { MaxCrossedShare: not (>= 0 and <= 1) } => $"the greatest share of crossed units is 0 to 1; it is {MaxCrossedShare}.",
            _ when MinDuration < TimeSpan.Zero || MinDuration > TimeSpan.FromDays(366) => $"the minimum duration is zero to a year; it is {MinDuration}.",
            _ when Looks is not { Count: >= 1 and <= Statistics.GroupSequential.MaxLooks } || Looks[^1] != 1 || !Ascend(Looks) =>
                $"there are 1 to {Statistics.GroupSequential.MaxLooks} looks, ascending by at least {Statistics.GroupSequential.MinStep}, the last 1; they are {(Looks is null ? "none" : string.Join(", ", Looks.Select(look => look.ToString(System.Globalization.CultureInfo.InvariantCulture))))}.",
            _ => null,
        };
        return fault?.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

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
