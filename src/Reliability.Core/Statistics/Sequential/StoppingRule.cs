using Reliability.Common.Internal;

namespace Reliability.Statistics;

/// <summary>
/// The rule that states when a test is evaluated. A test that is evaluated more often requires more units for the same alpha and power.
/// </summary>
public sealed class StoppingRule
{
    private StoppingRule(double? tuningSize, IReadOnlyList<double>? fractions, SpendingFunction spending)
    {
        TuningSize = tuningSize;
        InformationFractions = fractions;
        Spending = spending;
    }

    /// <summary>Gets the rule for one evaluation, when the planned units have arrived. An earlier look invalidates the alpha.</summary>
    public static StoppingRule FixedSize { get; } = new(null, null, default);

    /// <summary>
    /// Creates a rule for any number of looks, by <see cref="ConfidenceSequence"/>. The plan considers only the last look: its standard
    /// error is so small that the effect equals the half width plus z of the power times the standard error. An earlier stop only adds
    /// power, so the planned power is a lower bound.
    /// </summary>
    /// <param name="tuningSize">
    /// The number of units of both arms at which the interval is narrowest, from 1 to 1e15. Use the same value as in the evaluation. The
    /// closer it is to the planned number of units, the fewer units are required.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tuningSize"/> is outside its range.</exception>
    public static StoppingRule AnyTime(double tuningSize = ConfidenceSequence.DefaultTuningSize) =>
        new(Legal.Within(tuningSize, 1, 1e15, nameof(tuningSize)), null, default);

    /// <summary>
    /// Creates a rule for a few looks, by <see cref="GroupSequential"/>. Numerical integration computes the power of all looks together.
    /// </summary>
    /// <param name="informationFractions">
    /// The share of the final units at each look: 1 to 20 values from 1e-4 on, ascending by at least 1e-4. The last one must be 1.
    /// </param>
    /// <param name="spending">The function that spreads the alpha over the looks.</param>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public static StoppingRule Looks(IReadOnlyList<double> informationFractions, SpendingFunction spending = SpendingFunction.OBrienFleming)
    {
        double[] fractions = GroupSequential.Require(informationFractions, spending);
        if (fractions[^1] < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(informationFractions),
                Legal.Text($"The last look must be at the final units, 1; it is {fractions[^1]}."));
        }

        return new StoppingRule(null, fractions, spending);
    }

    /// <summary>Gets the tuning size of a confidence sequence, or <see langword="null"/> for another rule.</summary>
    public double? TuningSize { get; }

    /// <summary>Gets the looks of a group sequential test, or <see langword="null"/> for another rule.</summary>
    public IReadOnlyList<double>? InformationFractions { get; }

    /// <summary>Gets the function that spreads the alpha of a group sequential test.</summary>
    public SpendingFunction Spending { get; }

    /// <summary>Gets a value indicating whether the test is evaluated once.</summary>
    public bool IsFixedSize => TuningSize is null && InformationFractions is null;

    /// <inheritdoc/>
    public override string ToString() => TuningSize is { } tuning
        ? Legal.Text($"at any time by a confidence sequence tuned to {tuning} units")
        : InformationFractions is { } fractions
            ? Legal.Text(
                $"at {fractions.Count} looks, group sequential with spending after "
                + $"{(Spending == SpendingFunction.Pocock ? "Pocock" : "O'Brien and Fleming")}")
            : "once";
}
