using Reliability.Common.Internal;
using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>
/// Group sequential tests, which have a few looks before a final size that is known in advance. They are two-sided and symmetric and use
/// the spending functions of Lan and DeMets. All functions are pure.
/// </summary>
public static class GroupSequential
{
    /// <summary>The maximum number of looks of a test.</summary>
    public const int MaxLooks = 20;

    /// <summary>The minimum distance between two information fractions.</summary>
    public const double MinStep = 1e-4;

    /// <summary>
    /// Returns the boundaries of |z| for looks at the given information fractions. The boundary of a look depends only on this look and the
    /// earlier ones, so later looks may be added or moved, provided that the results do not influence the choice.
    /// </summary>
    /// <param name="informationFractions">
    /// The share of the final units at each look: 1 to 20 values from 1e-4 to 1, ascending by at least 1e-4.
    /// </param>
    /// <param name="alpha">The probability of a false positive over all looks together, from 1e-12 to 0.5.</param>
    /// <param name="spending">The function that spreads the alpha over the looks.</param>
    /// <returns>The looks in order. Boundaries up to 8 are accurate to 1e-6.</returns>
    /// <remarks>
    /// Numerical integration carries the density of the continuing tests from look to look: P. Armitage, C. K. McPherson, B. C. Rowe
    /// (1969).
    /// </remarks>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public static IReadOnlyList<GroupSequentialLook> Boundaries(
        IReadOnlyList<double> informationFractions, double alpha = 0.05, SpendingFunction spending = SpendingFunction.OBrienFleming)
    {
        ArgumentNullException.ThrowIfNull(informationFractions);
        if (FaultOf(informationFractions, spending) is { } fault)
        {
            throw Check.Fault($"Group sequential test: {fault}", nameof(informationFractions));
        }

        Check.Between(alpha, 1e-12, 0.5, nameof(alpha));
        var looks = new List<GroupSequentialLook>();
        var walk = new ContinuingWalk();
        double spent = 0;
        for (int i = 0; i < informationFractions.Count; i++)
        {
            double t = informationFractions[i];
            double upToHere = Math.Max(spent, Spent(t, alpha, spending));
            double boundary = walk.Boundary(t, (upToHere - spent) / 2);
            looks.Add(new GroupSequentialLook
            {
                InformationFraction = t,
                Boundary = boundary,
                NominalPValue = Math.Min(1, 2 * DistributionFunctions.NormalSurvival(boundary)),
                SpentAlpha = upToHere,
            });
            spent = upToHere;
            if (i + 1 < informationFractions.Count)
            {
                walk.GoOn(t, boundary, informationFractions[i + 1] - t);
            }
        }

        return looks;
    }

    /// <summary>
    /// Returns the factor by which the looks increase the number of units of a fixed-horizon test for the same power: the square of the
    /// ratio of the drifts, with both tails counted.
    /// </summary>
    /// <param name="informationFractions">The information fractions, as for <see cref="Boundaries"/>. The last one must be 1.</param>
    /// <param name="alpha">The probability of a false positive over all looks together, from 1e-12 to 0.25.</param>
    /// <param name="power">The power, above alpha and at most 0.999999.</param>
    /// <param name="spending">The function that spreads the alpha over the looks.</param>
    /// <returns>1 or more, accurate to 1e-6.</returns>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public static double Inflation(
        IReadOnlyList<double> informationFractions,
        double alpha = 0.05,
        double power = 0.8,
        SpendingFunction spending = SpendingFunction.OBrienFleming)
    {
        ArgumentNullException.ThrowIfNull(informationFractions);
        var design = new TestDesign
        {
            Alpha = alpha,
            Power = power,
            Stopping = StoppingRule.GroupSequential(looks: informationFractions, spending: spending),
        };
        double fixedShift = new StoppingPower(design with { Stopping = StoppingRule.FixedHorizon() }).Shift();
        return Math.Pow(new StoppingPower(design).Shift() / fixedShift, 2);
    }

    /// <summary>Returns what is wrong with the looks of a test, or <see langword="null"/>.</summary>
    internal static string? FaultOf(IReadOnlyList<double>? fractions, SpendingFunction spending)
    {
        if (!Enum.IsDefined(spending))
        {
            return Check.Text($"the spending function must be a named value of SpendingFunction; it is {(int)spending}.");
        }

        if (fractions is not { Count: >= 1 and <= MaxLooks })
        {
            return Check.Text($"the number of looks must be 1 to {MaxLooks}; it is {fractions?.Count ?? 0}.");
        }

        return fractions[^1] <= 1 && Ascend(fractions)
            ? null
            : Check.Text($"looks must be shares of the final units, ascending by at least {MinStep} from {MinStep} to 1; they are ")
                + $"{string.Join(", ", fractions.Select(fraction => Check.Text($"{fraction}")))}.";
    }

    private static bool Ascend(IReadOnlyList<double> fractions)
    {
        double last = 0;
        foreach (double fraction in fractions)
        {
            // The tolerance is needed because 0.0002 - 0.0001 is slightly less than 0.0001 in floating point.
            if (!(fraction - last >= MinStep * (1 - 1e-9)))
            {
                return false;
            }

            last = fraction;
        }

        return true;
    }

    private static double Spent(double t, double alpha, SpendingFunction spending)
    {
        if (t >= 1)
        {
            return alpha;
        }

        return spending == SpendingFunction.Pocock
            ? alpha * Math.Log(1 + ((Math.E - 1) * t))
            : Math.Min(alpha, 4 * DistributionFunctions.NormalSurvival(-DistributionFunctions.NormalQuantile(alpha / 4) / Math.Sqrt(t)));
    }
}
