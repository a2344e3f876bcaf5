using MathNet.Numerics.Distributions;

namespace Reliability.Statistics.Internal;

/// <summary>The quantiles of the distributions that the library uses; the only door to MathNet.</summary>
internal static class Distributions
{
    public static double NormalQuantile(double p) => p == 0.5 ? 0 : Normal.InvCDF(0, 1, p);

    public static double StudentQuantile(double p, double degreesOfFreedom) => StudentT.InvCDF(0, 1, degreesOfFreedom, p);
}
