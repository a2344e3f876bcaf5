namespace Reliability.Statistics.Internal;

/// <summary>Elementary functions that keep full precision where the direct formula cancels.</summary>
internal static class Elementary
{
    /// <summary>Returns ln(1 + x) for x above -1.</summary>
    public static double Log1P(double x)
    {
        // Kahan: the rounding of 1 + x is the same in both factors.
        double u = 1 + x;
        return u == 1 ? x : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>Returns eˣ - 1.</summary>
    public static double ExpM1(double x)
    {
        double u = Math.Exp(x);
        if (u == 1)
        {
            return x;
        }

        return Math.Abs(x) < 1 ? (u - 1) * (x / Math.Log(u)) : u - 1;
    }

    /// <summary>
    /// Returns x - ln(1 + x), 0 or more, for x above -1. The caller also passes 1 + x, because near -1 the sum loses precision.
    /// </summary>
    public static double Deviance(double x, double onePlusX)
    {
        if (Math.Abs(x) > 0.3)
        {
            return x - Math.Log(onePlusX);
        }

        // ln(1 + x) = 2 artanh(r).
        double r = x / (2 + x);
        double s = r * r;
        double sum = 0;
        for (int k = 27; k >= 3; k -= 2)
        {
            sum = (sum * s) + (1d / k);
        }

        return r * (x - (2 * s * sum));
    }

    /// <summary>Returns the remainder of Stirling's formula: ln Γ(x) - ((x - 1/2) ln x - x + ln √2π), for x above 0.</summary>
    public static double StirlingRest(double x)
    {
        if (x < 8)
        {
            // Apply the recurrence of Γ until the series has full precision.
            double product = 1;
            double above = x;
            for (; above < 8; above++)
            {
                product *= above;
            }

            return StirlingRest(above) + StirlingMain(above) - StirlingMain(x) - Math.Log(product);
        }

        double r = 1 / x;
        double s = r * r;
        return r * ((1 / 12d) - (s * ((1 / 360d) - (s * ((1 / 1260d) - (s * ((1 / 1680d) - (s * ((1 / 1188d)
            - (s * ((691 / 360360d) - (s * ((1 / 156d) - (s * 3617 / 122400))))))))))))));
    }

    private static double StirlingMain(double x) => ((x - 0.5) * Math.Log(x)) - x;
}
