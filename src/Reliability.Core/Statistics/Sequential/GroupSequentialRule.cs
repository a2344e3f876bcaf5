using Reliability.Common.Internal;

namespace Reliability.Statistics;

/// <summary>Results count at a few looks before and at the target units. See <see cref="Statistics.GroupSequential"/>.</summary>
/// <remarks>An experiment shows no new results between the looks. A power analysis computes the power of all looks together.</remarks>
public sealed record GroupSequentialRule : StoppingRule
{
    /// <summary>
    /// Gets the number of units of all arms together at which the test ends, from 1 to 2^53. An experiment requires it; a power analysis
    /// computes it. The default is <see langword="null"/>.
    /// </summary>
    public long? TargetUnits { get; init; }

    /// <summary>
    /// Gets the share of <see cref="TargetUnits"/> at each look: 1 to 20 values from 1e-4 on, ascending by at least 1e-4, the last one 1.
    /// The default is 0.2, 0.4, 0.6, 0.8 and 1.
    /// </summary>
    public IReadOnlyList<double> Looks { get; init => field = [.. value ?? []]; } = [0.2, 0.4, 0.6, 0.8, 1];

    /// <summary>
    /// Gets the function that spreads the alpha over the looks. The default is that of O'Brien and Fleming, which spends little at first.
    /// </summary>
    public SpendingFunction Spending { get; init; } = SpendingFunction.OBrienFleming;

    internal override long? End => TargetUnits;

    internal override IReadOnlyList<double> Shares => Looks;

    /// <summary>Returns a value indicating whether both rules have the same looks, spending and target units.</summary>
    /// <param name="other">The other rule.</param>
    public bool Equals(GroupSequentialRule? other) =>
        other is not null && TargetUnits == other.TargetUnits && Spending == other.Spending && Looks.SequenceEqual(other.Looks);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(TargetUnits, Spending, Looks.Count);

    internal override string? Fault() =>
        FixedHorizonRule.FaultOf(TargetUnits)
        ?? Statistics.GroupSequential.FaultOf(Looks, Spending)
        ?? (Looks[^1] < 1 ? Check.Text($"the last look must be at the final units, 1; it is {Looks[^1]}.") : null);

    private protected override string Text() => Check.Text(
        $"at {Looks.Count} looks, group sequential with spending after "
        + $"{(Spending == SpendingFunction.Pocock ? "Pocock" : "O'Brien and Fleming")}");
}
