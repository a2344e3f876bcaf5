using Reliability.Common.Internal;

namespace Reliability.Statistics;

/// <summary>When a test may be judged. The more often, the more units it needs to keep its risk.</summary>
public sealed class StoppingRule
{
    private StoppingRule(double? tuningSize, IReadOnlyList<double>? fractions, SpendingFunction spending)
    {
        TuningSize = tuningSize;
        InformationFractions = fractions;
        Spending = spending;
    }

    /// <summary>Once, when the planned units are in. Looking before breaks the risk.</summary>
    public static StoppingRule FixedSize { get; } = new(null, null, default);

    /// <summary>
    /// As often as wanted, by <see cref="ConfidenceSequence"/>. Planned for the last look alone: the standard error is to be so small that the effect is its half width and z
    /// of the power together. Stopping earlier only adds power, so what is planned is a lower bound.
    /// </summary>
    /// <param name="tuningSize">
    /// The units of both arms at which the interval should be narrowest, 1 to 1e15; the same one as in the evaluation. The closer to the planned units, the fewer they are.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The size is outside its range.</exception>
    public static StoppingRule AnyTime(double tuningSize = ConfidenceSequence.DefaultTuningSize) =>
        new(Legal.Within(tuningSize, 1, 1e15, nameof(tuningSize)), null, default);

    /// <summary>At a few looks, by <see cref="GroupSequential"/>. The power is that of all looks together, by numeric integration.</summary>
    /// <param name="informationFractions">The share of the final units at each look, 1 to 20 of them, ascending by at least 1e-4, from 1e-4; the last is 1.</param>
    /// <param name="spending">How the risk is spread over the looks.</param>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public static StoppingRule Looks(IReadOnlyList<double> informationFractions, SpendingFunction spending = SpendingFunction.OBrienFleming)
    {
        double[] fractions = GroupSequential.Require(informationFractions, spending);
        if (fractions[^1] < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(informationFractions), Legal.Text($"The last look of a plan is at the final units, 1; it is {fractions[^1]}."));
        }

        return new StoppingRule(null, fractions, spending);
    }

    /// <summary>The tuning size of a confidence sequence, otherwise <see langword="null"/>.</summary>
    public double? TuningSize { get; }

    /// <summary>The looks of a group sequential test, otherwise <see langword="null"/>.</summary>
    public IReadOnlyList<double>? InformationFractions { get; }

    /// <summary>How a group sequential test spreads its risk.</summary>
    public SpendingFunction Spending { get; }

    /// <summary>Whether it is judged once.</summary>
    public bool IsFixedSize => TuningSize is null && InformationFractions is null;

    /// <inheritdoc/>
    public override string ToString() => TuningSize is { } tuning
        ? Legal.Text($"at any time by a confidence sequence tuned to {tuning} units")
        : InformationFractions is { } fractions
            ? Legal.Text($"at {fractions.Count} looks, group sequential with spending after {(Spending == SpendingFunction.Pocock ? "Pocock" : "O'Brien and Fleming")}")
            : "once";
}
