namespace Reliability.Statistics;

/// <summary>
/// The rule that states when results count: at every look, once at a fixed size, or at a few looks. It is declared before the first look.
/// Planning, comparisons and experiments share it. A rule that counts results more often requires more units for the same alpha and power.
/// </summary>
public abstract record StoppingRule
{
    private protected StoppingRule()
    {
    }

    /// <summary>Gets the number of units at which the test ends, or <see langword="null"/> if it has none.</summary>
    internal virtual long? End => null;

    /// <summary>
    /// Gets the shares of <see cref="End"/> at which results count, or <see langword="null"/> if they count at every look.
    /// </summary>
    internal abstract IReadOnlyList<double>? Shares { get; }

    /// <summary>Creates a rule under which results count at every look.</summary>
    /// <param name="tuningSize">
    /// The number of units of both arms at which the interval is narrowest, from 1 to 1e15. Choose it before the first look.
    /// </param>
    /// <inheritdoc cref="AlwaysValidRule" path="/remarks"/>
    public static StoppingRule AlwaysValid(double tuningSize = ConfidenceSequence.DefaultTuningSize) =>
        new AlwaysValidRule { TuningSize = tuningSize };

    /// <summary>Creates a rule under which results count once, when the target units have arrived.</summary>
    /// <param name="targetUnits">
    /// The number of units of all arms together, from 1 to 2^53. An experiment requires it; a power analysis computes it, and a comparison
    /// takes the units that it is given.
    /// </param>
    /// <inheritdoc cref="FixedHorizonRule" path="/remarks"/>
    public static StoppingRule FixedHorizon(long? targetUnits = null) => new FixedHorizonRule { TargetUnits = targetUnits };

    /// <summary>Creates a rule under which results count at a few looks before and at the target units.</summary>
    /// <param name="targetUnits">
    /// The number of units of all arms together, from 1 to 2^53. An experiment requires it; a power analysis computes it.
    /// </param>
    /// <param name="looks">
    /// The share of the target units at each look: 1 to 20 values from 1e-4 on, ascending by at least 1e-4, the last one 1. The default is
    /// 0.2, 0.4, 0.6, 0.8 and 1.
    /// </param>
    /// <param name="spending">The function that spreads the alpha over the looks.</param>
    /// <inheritdoc cref="GroupSequentialRule" path="/remarks"/>
    public static StoppingRule GroupSequential(
        long? targetUnits = null,
        IReadOnlyList<double>? looks = null,
        SpendingFunction spending = SpendingFunction.OBrienFleming)
    {
        var rule = new GroupSequentialRule { TargetUnits = targetUnits, Spending = spending };
        return looks is null ? rule : rule with { Looks = looks };
    }

    /// <summary>Returns when results count, as a part of a sentence, such as <c>once</c>.</summary>
    public sealed override string ToString() => Text();

    /// <summary>Returns what is wrong with the rule, with the value and its valid range, or <see langword="null"/>.</summary>
    internal abstract string? Fault();

    /// <summary>Validates the rule and returns it.</summary>
    internal StoppingRule Require(string parameter) =>
        Fault() is { } fault ? throw new ArgumentException($"Stopping rule: {fault}", parameter) : this;

    private protected abstract string Text();
}
