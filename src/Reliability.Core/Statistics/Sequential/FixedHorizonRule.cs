using Reliability.Common.Internal;

namespace Reliability.Statistics;

/// <summary>Results count once, when the target units have arrived.</summary>
/// <remarks>An earlier look invalidates the alpha, so an experiment shows no results before.</remarks>
public sealed record FixedHorizonRule : StoppingRule
{
    private static readonly double[] Once = [1];

    /// <summary>
    /// Gets the number of units of all arms together at which the test ends, from 1 to 2^53. An experiment requires it; a power analysis
    /// computes it, and a comparison takes the units that it is given. The default is <see langword="null"/>.
    /// </summary>
    public long? TargetUnits { get; init; }

    internal override long? End => TargetUnits;

    internal override IReadOnlyList<double> Shares => Once;

    /// <summary>Returns what is wrong with the number of units at which a test ends, or <see langword="null"/>.</summary>
    internal static string? FaultOf(long? targetUnits) => targetUnits is < 1 or > Check.MaxUnits
        ? Check.Text($"target units must be 1 to 2^53; they are {targetUnits}.")
        : null;

    internal override string? Fault() => FaultOf(TargetUnits);

    private protected override string Text() => "once";
}
