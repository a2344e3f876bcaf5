using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Statistics.Internal;

/// <summary>Computes quantiles of the beta distribution as log odds ln(x/(1 - x)), which keep their precision near 0 and 1.</summary>
internal static class BetaInverse
{
    /// <summary>
    /// Returns the log odds below which Beta(a, b) has the probability p and above which it has the probability q = 1 - p, both above 0.
    /// </summary>
    public static double LogOdds(double a, double b, double p, double q) =>
        p <= BetaTail.Of(a, b, a / (a + b), b / (a + b)) ? Below(a, b, p) : -Below(b, a, q);

    /// <summary>
    /// Computes a quantile at or below the mean. The logarithm of the tail is a concave function of the log odds, and Halley's method
    /// converges from a good start.
    /// </summary>
    private static double Below(double a, double b, double p)
    {
        double target = Math.Log(p);
        double logX = (target + Math.Log(a) + DistributionFunctions.LogBeta(a, b)) / a;
        if (logX < BetaTail.FarOut(a, b))
        {
            return logX;
        }

        double spread = Math.Sqrt((1 / a) + (1 / b));
        double distance = Start(a, b, DistributionFunctions.NormalQuantile(p), spread);
        for (int i = 0; i < 60; i++)
        {
            (double x, double y) = At(a, b, distance);
            double rate = 1 / BetaTail.Ratio(a, b, x, y);
            double step = (BetaTail.LogDensity(a, b, x, y) - Math.Log(rate) - target) / rate;
            double bend = -step * ((a * y) - (b * x) - rate) / 2;
            step /= Math.Abs(bend) < 0.5 ? 1 + bend : 1;
            double next = Math.Max(0, distance + step);
            if (Math.Abs(next - distance) < 1e-5 * Math.Min(1, spread))
            {
                return Math.Log(a / b) - next;
            }

            distance = next;
        }

        throw new ReliabilityException(Check.Text($"The quantile {p} of Beta({a}, {b}) was not found."));
    }

    /// <summary>
    /// Returns the square root of the deviance is nearly normal. As a function of ln(distance), its logarithm has a slope of at least 1.
    /// </summary>
    private static double Start(double a, double b, double z, double spread)
    {
        if (z > -0.1)
        {
            return 0.1 * spread;
        }

        double distance = -z * spread;
        for (int i = 0; i < 12; i++)
        {
            (double x, double y) = At(a, b, distance);
            double deviance = BetaTail.Deviance(a, b, x, y);
            double change = Math.Log(z * z / 2 / deviance) * deviance / (((a * y) - (b * x)) * distance);
            distance *= Math.Exp(change);
            if (Math.Abs(change) < 0.01)
            {
                break;
            }
        }

        return distance;
    }

    /// <summary>Returns the point at a distance in log odds below the mean.</summary>
    private static (double X, double Y) At(double a, double b, double distance)
    {
        double odds = b / a * Math.Exp(distance);
        return (1 / (1 + odds), odds / (1 + odds));
    }
}
