namespace Reliability.Statistics.Internal;

/// <summary>
/// A tail of the beta distribution: the probability that a Beta(a, b) variable is at most x. The caller also passes y = 1 - x, because a
/// subtraction may have lost its digits. On the log odds u = ln(x/y), the density is xᵃyᵇ/B(a, b), which is log-concave with its mode
/// at the mean x = a/(a + b). Each side of the mode is computed directly and holds enough of the whole that the other side is 1 minus it.
/// </summary>
internal static class BetaTail
{
    // Below this parameter, the continued fraction needs fewer terms than the quadrature has nodes, or only a few more.
    private const double Small = 60;

    // The exponent at which a term is negligible: e^-40 does not change a sum near 1.
    private const double Nothing = 40;

    /// <summary>Returns the logarithm of the tail.</summary>
    public static double Log(double a, double b, double x, double y)
    {
        if (x <= 0 || y <= 0)
        {
            return x <= 0 ? double.NegativeInfinity : 0;
        }

        return (b * x) <= (a * y)
            ? LogDensity(a, b, x, y) + Math.Log(Ratio(a, b, x, y))
            : Elementary.Log1P(-Math.Exp(LogDensity(b, a, y, x)) * Ratio(b, a, y, x));
    }

    /// <summary>Returns the tail.</summary>
    public static double Of(double a, double b, double x, double y)
    {
        if (x <= 0 || y <= 0)
        {
            return x <= 0 ? 0 : 1;
        }

        return (b * x) <= (a * y)
            ? Math.Exp(LogDensity(a, b, x, y)) * Ratio(a, b, x, y)
            : 1 - (Math.Exp(LogDensity(b, a, y, x)) * Ratio(b, a, y, x));
    }

    /// <summary>Returns the ln x below which the tail is xᵃ/(a B(a, b)) and the next term of its series is negligible.</summary>
    public static double FarOut(double a, double b) => Math.Log(1e-17 / (a + b));

    /// <summary>
    /// Returns ln xᵃyᵇ/B(a, b), computed as by Loader (2000) from the deviance from the mode and Stirling's remainders, without
    /// cancellation.
    /// </summary>
    public static double LogDensity(double a, double b, double x, double y) =>
        (0.5 * Math.Log(a / (a + b) * b / (2 * Math.PI)))
            + Elementary.StirlingRest(a + b) - Elementary.StirlingRest(a) - Elementary.StirlingRest(b) - Deviance(a, b, x, y);

    /// <summary>Returns the logarithm of the density at the mode minus the logarithm of the density here.</summary>
    public static double Deviance(double a, double b, double x, double y)
    {
        double off = Math.FusedMultiplyAdd(b, x, -(a * y)) - Math.FusedMultiplyAdd(a, y, -(a * y));
        return (a * Elementary.Deviance(off / a, x * ((a + b) / a))) + (b * Elementary.Deviance(-off / b, y * ((a + b) / b)));
    }

    /// <summary>Returns the tail divided by the density at its end, for an x at or below the mean.</summary>
    public static double Ratio(double a, double b, double x, double y) => a < Small ? Fraction(a, b, x) : Integral(a, b, x, y);

    /// <summary>Computes the continued fraction DLMF 8.17.22 by Lentz's algorithm.</summary>
    private static double Fraction(double a, double b, double x)
    {
        double c = 1;
        double d = 1 / (1 - ((a + b) * x / (a + 1)));
        double value = d;
        double change = 0;
        for (int m = 1; Math.Abs(change - 1) > 2e-16 && m < 1000; m++)
        {
            double at = a + (2 * m);
            double even = m * (b - m) * x / ((at - 1) * at);
            d = 1 / (1 + (even * d));
            c = 1 + (even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / (at * (at + 1));
            d = 1 / (1 + (odd * d));
            c = 1 + (odd / c);
            change = d * c;
            value *= change;
        }

        return value / a;
    }

    /// <summary>
    /// Computes the integral of the density over v = ln(y/x) from this point on, divided by the density at this point. For a large a, it
    /// ends after a few units, long before the nearest singularity at v = iπ has any weight.
    /// </summary>
    private static double Integral(double a, double b, double x, double y)
    {
        double end = End(a, b, x, y);
        double sum = 0;
        for (int i = 0; i < GaussLegendre.Forty.Nodes.Length; i++)
        {
            sum += GaussLegendre.Forty.Weights[i] * Math.Exp(Fall(a, b, x, y, GaussLegendre.Forty.Nodes[i] * end));
        }

        return sum * end;
    }

    /// <summary>Returns the change of the logarithm of the density over a distance.</summary>
    private static double Fall(double a, double b, double x, double y, double distance) =>
        y < 0.5
            ? (b * distance) - ((a + b) * Elementary.Log1P(y * Elementary.ExpM1(distance)))
            : -(a * distance) - ((a + b) * Elementary.Log1P(x * Elementary.ExpM1(-distance)));

    /// <summary>Finds where the density becomes negligible. Newton's method on a concave function stays outside the root.</summary>
    private static double End(double a, double b, double x, double y)
    {
        double end = Math.Min(Nothing / Math.Max(1e-300, (a * y) - (b * x)), Math.Sqrt(2 * Nothing / ((a + b) * x * y)));
        while (Fall(a, b, x, y, end) > -Nothing)
        {
            end *= 1.5;
        }

        for (int i = 0; i < 5; i++)
        {
            double fall = Fall(a, b, x, y, end);
            double there = y / (y + (x * Math.Exp(-end)));
            double step = (fall + Nothing) / (((a + b) * there) - b);
            end += step;
            if (Math.Abs(step) < 0.03 * end)
            {
                break;
            }
        }

        return end;
    }
}
