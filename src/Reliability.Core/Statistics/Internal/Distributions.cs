using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Reliability.Statistics.Internal;

/// <summary>The distributions that the library uses; the only door to MathNet. Tails are taken from survival functions, never as 1 - Φ.</summary>
internal static class Distributions
{
    public static double NormalQuantile(double p) => p == 0.5 ? 0 : Normal.InvCDF(0, 1, p);

    public static double NormalSurvival(double z) => SpecialFunctions.Erfc(z / Math.Sqrt(2)) / 2;

    public static double StudentQuantile(double p, double degreesOfFreedom) => p > 0.5 ? StudentUpper(1 - p, degreesOfFreedom) : -StudentUpper(p, degreesOfFreedom);

    /// <summary>P(T > t) for t of 0 or more.</summary>
    public static double StudentSurvival(double t, double degreesOfFreedom) =>
        SpecialFunctions.BetaRegularized(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + (t * t))) / 2;

    public static double ChiSquareSurvival(double x, double degreesOfFreedom) => x <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(degreesOfFreedom / 2, x / 2);

    public static double LogGamma(double x) => SpecialFunctions.GammaLn(x);

    /// <summary>The value that is exceeded with a probability of at most 1/2. MathNet's own search ends at 800 and loses digits where degrees of freedom are many.</summary>
    private static double StudentUpper(double tail, double degreesOfFreedom)
    {
        double z = -NormalQuantile(tail);
        if (tail == 0.5 || degreesOfFreedom >= 1e5)
        {
            // Fisher and Cornish (1960); here the third term is less than the last bit.
            double square = z * z;
            double second = z * ((((5 * square) + 16) * square) + 3) / 96;
            return z + (((z * (square + 1) / 4) + (second / degreesOfFreedom)) / degreesOfFreedom);
        }

        (double low, double high) = (z, 2 * z);
        while (StudentSurvival(high, degreesOfFreedom) > tail)
        {
            (low, high) = (high, 2 * high);
        }

        for (int i = 0; i < 100 && high - low > 1e-15 * high; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = StudentSurvival(middle, degreesOfFreedom) > tail ? (middle, high) : (low, middle);
        }

        return high;
    }
}
