using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Reliability.Statistics.Internal;

/// <summary>The distributions that the library uses; the only door to MathNet. Tails are taken from survival functions, never as 1 - Φ.</summary>
internal static class Distributions
{
    public static double NormalQuantile(double p) => p == 0.5 ? 0 : Normal.InvCDF(0, 1, p);

    public static double NormalSurvival(double z) => SpecialFunctions.Erfc(z / Math.Sqrt(2)) / 2;

    public static double StudentQuantile(double p, double degreesOfFreedom) => StudentT.InvCDF(0, 1, degreesOfFreedom, p);

    public static double StudentSurvival(double t, double degreesOfFreedom) => StudentT.CDF(0, 1, degreesOfFreedom, -t);

    public static double ChiSquareSurvival(double x, double degreesOfFreedom) => x <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(degreesOfFreedom / 2, x / 2);

    public static double LogGamma(double x) => SpecialFunctions.GammaLn(x);
}
