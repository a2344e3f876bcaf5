using Reliability.Statistics;

namespace Reliability.Incidents.Internal;

/// <summary>
/// The exact interval of the mean of a Poisson variable of which one value was seen (F. Garwood, 1936), by quantiles of chi-square.
/// </summary>
internal static class PoissonInterval
{
    public const double Level = 0.95;

    private const double Tail = (1 - Level) / 2;

    public static (double Low, double High) Of(int count) =>
        (count == 0 ? 0 : Quantile(2.0 * count, 1 - Tail) / 2, Quantile(2.0 * (count + 1), Tail) / 2);

    /// <summary>Returns the value that a chi-square variable exceeds with a probability, by bisection to the last digit.</summary>
    private static double Quantile(double degreesOfFreedom, double exceeded)
    {
        double low = 0;
        double high = degreesOfFreedom;
        while (Distributions.ChiSquareSurvival(high, degreesOfFreedom) > exceeded)
        {
            high *= 2;
        }

        while (true)
        {
            double middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
            {
                return middle;
            }

            (low, high) = Distributions.ChiSquareSurvival(middle, degreesOfFreedom) > exceeded ? (middle, high) : (low, middle);
        }
    }
}
