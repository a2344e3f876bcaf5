using Reliability.Statistics;

namespace Reliability.Experiments.Internal;

/// <summary>The stored form of a comparison of two arms.</summary>
internal sealed record StoredComparison
{
    public required double Control { get; init; }

    public required double Treatment { get; init; }

    public required double Difference { get; init; }

    public double? StandardError { get; init; }

    public required StoredInterval DifferenceInterval { get; init; }

    public double? Lift { get; init; }

    public required StoredInterval LiftInterval { get; init; }

    public required double PValue { get; init; }

    public required string Method { get; init; }

    public required string Reason { get; init; }

    public required StoredLevel Rule { get; init; }

    /// <summary>Gets a value that follows from the rule. It is written for readers of the document and never read.</summary>
    public bool IsSignificant { get; init; }

    public static StoredComparison Of(Comparison one) => new()
    {
        Control = one.Control,
        Treatment = one.Treatment,
        Difference = one.Difference,
        StandardError = one.StandardError,
        DifferenceInterval = StoredInterval.Of(one.DifferenceInterval),
        Lift = one.Lift,
        LiftInterval = StoredInterval.Of(one.LiftInterval),
        PValue = one.PValue,
        Method = ExperimentWords.Comparison.Word(one.Method),
        Reason = one.Reason,
        Rule = StoredLevel.Of(one),
        IsSignificant = one.IsSignificant,
    };

    public Comparison ToComparison() => new()
    {
        Control = Control,
        Treatment = Treatment,
        Difference = Difference,
        StandardError = StandardError,
        DifferenceInterval = DifferenceInterval.ToInterval(),
        Lift = Lift,
        LiftInterval = LiftInterval.ToInterval(),
        PValue = PValue,
        Method = ExperimentWords.Comparison.Value(Method),
        Reason = Reason,
        Alpha = Rule.Alpha,
        Stopping = Rule.ToStopping(),
    };
}
