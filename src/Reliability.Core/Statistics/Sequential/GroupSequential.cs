using Reliability.Common.Internal;
using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>
/// Group sequential tests: a few looks before a final size that is known. Two-sided and symmetric, by the spending functions of Lan and DeMets. Pure functions.
/// </summary>
public static class GroupSequential
{
    /// <summary>The most looks that a test may have.</summary>
    public const int MaxLooks = 20;

    /// <summary>The least distance of two information fractions.</summary>
    public const double MinStep = 1e-4;

    /// <summary>
    /// The boundaries of |z| for looks at these information fractions. A look's boundary depends on it and those before, not on those to
    /// come: looks may be added or moved as long as nobody chooses them by the results.
    /// </summary>
    /// <param name="informationFractions">The share of the final units at each look, 1 to 20 of them, ascending by at least 1e-4, from 1e-4 to 1.</param>
    /// <param name="alpha">The risk of calling no effect an effect in all looks together, 1e-12 or more and at most 0.5.</param>
    /// <param name="spending">How the risk is spread over the looks.</param>
    /// <returns>The looks in order. Boundaries up to 8 are right to 1e-6.</returns>
    /// <remarks>The density of the tests that go on is carried from look to look by numeric integration: P. Armitage, C. K. McPherson, B. C. Rowe (1969).</remarks>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public static IReadOnlyList<GroupSequentialLook> Boundaries(
        IReadOnlyList<double> informationFractions, double alpha = 0.05, SpendingFunction spending = SpendingFunction.OBrienFleming)
    {
        Require(informationFractions, spending);
        Legal.Within(alpha, 1e-12, 0.5, nameof(alpha));
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
    /// How many times the units of a test that is judged once these looks need for the same power, when an effect that is there gives the one that is judged once that power:
    /// the square of the ratio of their drifts, both tails counted.
    /// </summary>
    /// <param name="informationFractions">As for <see cref="Boundaries"/>; the last is 1.</param>
    /// <param name="alpha">The risk of calling no effect an effect in all looks together, 1e-12 to 0.25.</param>
    /// <param name="power">The power, above alpha and at most 0.999999.</param>
    /// <param name="spending">How the risk is spread over the looks.</param>
    /// <returns>1 or more, right to 1e-6.</returns>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public static double Inflation(
        IReadOnlyList<double> informationFractions, double alpha = 0.05, double power = 0.8, SpendingFunction spending = SpendingFunction.OBrienFleming)
    {
        var design = new TestDesign { Alpha = alpha, Power = power, Stopping = StoppingRule.Looks(informationFractions, spending) };
        return Math.Pow(new StoppingPower(design).Shift() / new StoppingPower(design with { Stopping = StoppingRule.FixedSize }).Shift(), 2);
    }

    /// <summary>Refuses looks that cannot be; the list is copied.</summary>
    internal static double[] Require(IReadOnlyList<double> informationFractions, SpendingFunction spending)
    {
        ArgumentNullException.ThrowIfNull(informationFractions);
        Legal.Between(informationFractions.Count, 1, MaxLooks, nameof(informationFractions));
        if (!Enum.IsDefined(spending))
        {
            throw new ArgumentOutOfRangeException(nameof(spending), spending, "Legal are the named spending functions.");
        }

        double last = 0;
        foreach (double fraction in informationFractions)
        {
            // A hair of slack: 0.0002 - 0.0001 is a bit less than 0.0001.
            Legal.Within(fraction, Math.Min(1, last + (MinStep * (1 - 1e-9))), 1, nameof(informationFractions));
            if (fraction <= last)
            {
                throw new ArgumentOutOfRangeException(nameof(informationFractions), Legal.Text($"Information fractions ascend by at least {MinStep}; {fraction} follows {last}."));
            }

            last = fraction;
        }

        return [.. informationFractions];
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
