namespace Reliability.Statistics.Internal;

/// <summary>The noncentral t distribution: (Z + shift)/S, where Z is normal and νS² is chi-square with ν degrees of freedom.</summary>
internal static class NoncentralT
{
    /// <summary>
    /// Returns P(T > value), by integration over S: E Φ(shift - value·S). The quadrature rule of the integral also normalizes the density
    /// of S.
    /// </summary>
    public static double Survival(double value, double degreesOfFreedom, double shift)
    {
        // S has a mean of about 1 and a standard deviation of about 1/√(2ν).
        double reach = 12 / Math.Sqrt(2 * degreesOfFreedom);
        double low = Math.Max(-1, -reach);

        // A panel spans two standard deviations of S, and at most one of Z.
        int panels = 12 + (int)Math.Min(4096, Math.Abs(value) * (reach - low));
        double half = (reach - low) / (2 * panels);
        double mass = 0;
        double beyond = 0;
        for (int i = 0; i < panels * GaussLegendre.Eight.Count; i++)
        {
            (double off, double weight) = GaussLegendre.Eight.Point(low, half, i);
            double share = weight * Math.Exp(LogDensity(off, degreesOfFreedom));
            mass += share;
            beyond += share * DistributionFunctions.NormalSurvival((value * (1 + off)) - shift);
        }

        return beyond / mass;
    }

    /// <summary>
    /// Returns the logarithm of the density of S at 1 + off, up to a constant: (ν-1)·ln(1+off) - ν((1+off)²-1)/2, without cancellation.
    /// </summary>
    private static double LogDensity(double off, double degreesOfFreedom)
    {
        double excess = LogExcess(off);
        return (-degreesOfFreedom * (excess + (off * off / 2))) + excess - off;
    }

    /// <summary>Returns off - ln(1 + off).</summary>
    private static double LogExcess(double off)
    {
        if (Math.Abs(off) > 0.1)
        {
            return off - Math.Log(1 + off);
        }

        double sum = 0;
        double power = off;
        for (int k = 2; k < 20; k++)
        {
            power *= -off;
            sum -= power / k;
        }

        return sum;
    }
}
