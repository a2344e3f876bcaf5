using Reliability.Common.Internal;
using Reliability.Statistics;

namespace Reliability.Experiments.Internal;

/// <summary>The words that are stored. They never change, even if the names of the enum members do.</summary>
internal static class ExperimentWords
{
    public static WordTable<ExperimentState> State { get; } = new(
        "experiment",
        "state",
        (ExperimentState.Draft, "Draft"),
        (ExperimentState.Running, "Running"),
        (ExperimentState.Paused, "Paused"),
        (ExperimentState.Concluded, "Concluded"),
        (ExperimentState.RolledBack, "RolledBack"));

    public static WordTable<ExperimentChangeKind> Change { get; } = new(
        "experiment",
        "change",
        (ExperimentChangeKind.Created, "Created"),
        (ExperimentChangeKind.Edited, "Edited"),
        (ExperimentChangeKind.Started, "Started"),
        (ExperimentChangeKind.Paused, "Paused"),
        (ExperimentChangeKind.Resumed, "Resumed"),
        (ExperimentChangeKind.Concluded, "Concluded"),
        (ExperimentChangeKind.RolledBack, "RolledBack"));

    public static WordTable<TargetingOperator> Operator { get; } = new(
        "experiment",
        "operator",
        (TargetingOperator.OneOf, "OneOf"),
        (TargetingOperator.NoneOf, "NoneOf"),
        (TargetingOperator.StartsWith, "StartsWith"),
        (TargetingOperator.AtLeast, "AtLeast"),
        (TargetingOperator.AtMost, "AtMost"));

    public static WordTable<MetricKind> Kind { get; } = new(
        "experiment",
        "kind of metric",
        (MetricKind.Proportion, "Proportion"),
        (MetricKind.Mean, "Mean"),
        (MetricKind.AdjustedMean, "AdjustedMean"),
        (MetricKind.Ratio, "Ratio"));

    public static WordTable<MetricRole> Role { get; } = new(
        "experiment",
        "role of a metric",
        (MetricRole.Secondary, "Secondary"),
        (MetricRole.Primary, "Primary"),
        (MetricRole.Guardrail, "Guardrail"));

    public static WordTable<MetricGoal> Goal { get; } = new(
        "experiment",
        "goal",
        (MetricGoal.Increase, "Increase"),
        (MetricGoal.Decrease, "Decrease"));

    public static WordTable<StoppingKind> Method { get; } = new(
        "experiment",
        "method",
        (StoppingKind.Sequential, "Sequential"),
        (StoppingKind.FixedHorizon, "FixedHorizon"),
        (StoppingKind.GroupSequential, "GroupSequential"));

    public static WordTable<SpendingFunction> Spending { get; } = new(
        "experiment",
        "spending",
        (SpendingFunction.OBrienFleming, "OBrienFleming"),
        (SpendingFunction.Pocock, "Pocock"));

    public static WordTable<CorrectionMethod> Correction { get; } = new(
        "experiment",
        "correction",
        (CorrectionMethod.None, "None"),
        (CorrectionMethod.Holm, "Holm"),
        (CorrectionMethod.BenjaminiHochberg, "BenjaminiHochberg"));

    public static WordTable<Experiments.Verdict> Verdict { get; } = new(
        "experiment",
        "verdict",
        (Experiments.Verdict.Inconclusive, "Inconclusive"),
        (Experiments.Verdict.Winner, "Winner"),
        (Experiments.Verdict.Loser, "Loser"),
        (Experiments.Verdict.NoDifference, "NoDifference"),
        (Experiments.Verdict.Invalid, "Invalid"));

    public static WordTable<EffectOutcome> Outcome { get; } = new(
        "experiment",
        "outcome",
        (EffectOutcome.Unclear, "Unclear"),
        (EffectOutcome.Better, "Better"),
        (EffectOutcome.Worse, "Worse"),
        (EffectOutcome.Equivalent, "Equivalent"));

    public static WordTable<GuardrailStatus> Guardrail { get; } = new(
        "experiment",
        "guardrail",
        (GuardrailStatus.Open, "Open"),
        (GuardrailStatus.Kept, "Kept"),
        (GuardrailStatus.Broken, "Broken"));

    public static WordTable<ComparisonMethod> Comparison { get; } = new(
        "experiment",
        "method of comparison",
        (ComparisonMethod.NotEnoughData, "NotEnoughData"),
        (ComparisonMethod.FisherExact, "FisherExact"),
        (ComparisonMethod.PooledZ, "PooledZ"),
        (ComparisonMethod.UnpooledZ, "UnpooledZ"),
        (ComparisonMethod.Newcombe, "Newcombe"),
        (ComparisonMethod.Welch, "Welch"),
        (ComparisonMethod.Delta, "Delta"),
        (ComparisonMethod.CovariateAdjusted, "CovariateAdjusted"),
        (ComparisonMethod.MixtureSequence, "MixtureSequence"));

    public static WordTable<SampleRatioMethod> SampleRatio { get; } = new(
        "experiment",
        "check of the sample ratio",
        (SampleRatioMethod.ChiSquare, "ChiSquare"),
        (SampleRatioMethod.Sequential, "Sequential"));
}
