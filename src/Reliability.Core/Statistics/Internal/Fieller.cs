namespace Reliability.Statistics.Internal;

/// <summary>Computes the confidence interval of a ratio of two independent estimates. E. C. Fieller (1954).</summary>
internal static class Fieller
{
    /// <summary>
    /// Returns the interval of r - 1 for all r at which b - r·a is within the factor times its standard error of 0: between the roots of
    /// (a² - c²va)r² - 2ab·r + (b² - c²vb) = 0. At r = 1 this is the test of the difference, so both always agree.
    /// </summary>
    public static ConfidenceInterval Lift(double a, double va, double b, double vb, double factor, Significance rule)
    {
        double level = 1 - rule.Alpha;
        if (!(a > 0))
        {
            return new ConfidenceInterval(null, null, level);
        }

        // Around the estimate r = b/a, in shares of a, the distance d of a root solves (1 - g)d² - 2g·r·d - (g·r² + h) = 0 with g =
        // c²va/a² and h = c²vb/a².
        double r = b / a;
        double g = factor * factor * va / (a * a);
        double h = factor * factor * vb / (a * a);
        double root = Math.Sqrt(Math.Max(0, h + (g * ((r * r) - h))));
        if (g < 1)
        {
            return new ConfidenceInterval(
                Finite(r - 1 + (((g * r) - root) / (1 - g))),
                Finite(r - 1 + (((g * r) + root) / (1 - g))),
                level);
        }

        // The control may be 0. Everything beyond one root, seen from the estimate, is possible, or everything.
        if (h + (g * ((r * r) - h)) < 0 || g == 1)
        {
            return new ConfidenceInterval(null, null, level);
        }

        double first = ((g * r) - root) / (1 - g);
        double second = ((g * r) + root) / (1 - g);
        double? below = Below(first, second);
        double? above = Above(first, second);
        return new ConfidenceInterval(Finite(r - 1 + below), Finite(r - 1 + above), level);
    }

    /// <summary>Returns <see langword="null"/> for a bound that is not finite.</summary>
    private static double? Finite(double? end) => end is { } value && double.IsFinite(value) ? value : null;

    private static double? Below(double first, double second) => first < 0 && second < 0 ? Math.Max(first, second) : null;

    private static double? Above(double first, double second) => first > 0 && second > 0 ? Math.Min(first, second) : null;
}
