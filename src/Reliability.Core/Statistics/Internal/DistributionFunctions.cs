using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Reliability.Statistics.Internal;

/// <summary>
/// The distributions that the library uses, and the only code that calls MathNet. Each function is accurate to ten digits wherever the
/// result is a normal double, because small tails are computed directly and never as 1 minus the other tail.
/// </summary>
internal static class DistributionFunctions
{
    public static double NormalQuantile(double p) => p == 0.5 ? 0 : Normal.InvCDF(0, 1, p);

    public static double NormalSurvival(double z) => SpecialFunctions.Erfc(z / Math.Sqrt(2)) / 2;

    /// <summary>
    /// Returns the mean of max(0, X - z) for a standard normal X and z of 0 or more: φ(z) - z(1 - Φ(z)), as an integral without
    /// cancellation.
    /// </summary>
    public static double NormalLoss(double z)
    {
        // φ(z) ∫ t exp(-zt - t²/2) dt, up to an exponent of -40.
        double end = 80 / (z + Math.Sqrt((z * z) + 80));
        double sum = 0;
        for (int i = 0; i < GaussLegendre.Forty.Nodes.Length; i++)
        {
            double t = GaussLegendre.Forty.Nodes[i] * end;
            sum += GaussLegendre.Forty.Weights[i] * t * Math.Exp(-t * (z + (t / 2)));
        }

        return Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * end * sum;
    }

    /// <summary>Returns the probability that a variable of Student's t distribution exceeds a value.</summary>
    public static double StudentSurvival(double t, double degreesOfFreedom)
    {
        if (t < 0)
        {
            return 1 - StudentSurvival(-t, degreesOfFreedom);
        }

        // x = df/(df + t²) is Beta(df/2, 1/2). The square of t may overflow.
        double half = degreesOfFreedom / 2;
        double logX = Math.Log(degreesOfFreedom) - (2 * Math.Log(t));
        if (logX < BetaTail.FarOut(half, 0.5))
        {
            return Math.Exp((half * logX) - Math.Log(half) - LogBeta(half, 0.5)) / 2;
        }

        double odds = t * t / degreesOfFreedom;
        return BetaTail.Of(half, 0.5, 1 / (1 + odds), odds / (1 + odds)) / 2;
    }

    public static double StudentQuantile(double p, double degreesOfFreedom)
    {
        double tail = Math.Min(p, 1 - p);
        if (tail is 0 or 0.5)
        {
            return tail == 0.5 ? 0 : p == 0 ? double.NegativeInfinity : double.PositiveInfinity;
        }

        double logOdds = BetaInverse.LogOdds(degreesOfFreedom / 2, 0.5, 2 * tail, 1 - (2 * tail));
        return Math.Sign(p - 0.5) * Math.Sqrt(degreesOfFreedom) * Math.Exp(-logOdds / 2);
    }

    public static double ChiSquareSurvival(double x, double degreesOfFreedom) =>
        x <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(degreesOfFreedom / 2, x / 2);

    public static double LogBeta(double a, double b) =>
        -(a * Elementary.Log1P(b / a)) - (b * Elementary.Log1P(a / b)) + (0.5 * Math.Log(2 * Math.PI * ((1 / a) + (1 / b))))
            + Elementary.StirlingRest(a) + Elementary.StirlingRest(b) - Elementary.StirlingRest(a + b);

    /// <summary>Returns the probability that a Beta(a, b) variable is at most x.</summary>
    public static double BetaCdf(double x, double a, double b) => BetaTail.Of(a, b, x, 1 - x);

    /// <summary>Returns the probability that a Beta(a, b) variable exceeds x.</summary>
    public static double BetaSurvival(double x, double a, double b) => BetaTail.Of(b, a, 1 - x, x);

    public static double BetaQuantile(double p, double a, double b) =>
        p is 0 or 1 ? p : 1 / (1 + Math.Exp(-BetaInverse.LogOdds(a, b, p, 1 - p)));

    public static double HypergeometricPmf(long successes, long draws, long marked, long population) =>
        Math.Exp(HypergeometricLogPmf(successes, draws, marked, population));

    /// <summary>
    /// Returns the logarithm of the probability of a number of marked items among draws without replacement from a population. The
    /// factorials of the fourfold table are computed by Stirling's series, whose main terms are the deviance from the expected table.
    /// </summary>
    public static double HypergeometricLogPmf(long successes, long draws, long marked, long population)
    {
        long drawnUnmarked = draws - successes;
        long leftMarked = marked - successes;
        long left = population - draws;
        long leftUnmarked = left - leftMarked;
        if (Math.Min(Math.Min(successes, drawnUnmarked), Math.Min(leftMarked, leftUnmarked)) < 0)
        {
            return double.NegativeInfinity;
        }

        double off = (double)(((Int128)successes * leftUnmarked) - ((Int128)drawnUnmarked * leftMarked)) / population;
        double drawnShare = (double)draws / population;
        double leftShare = (double)left / population;
        return Factorial(draws) + Factorial(left) + Factorial(marked) + Factorial(population - marked) - Factorial(population)
            - Cell(successes, -off, drawnShare * marked) - Cell(drawnUnmarked, off, drawnShare * (population - marked))
            - Cell(leftMarked, off, leftShare * marked) - Cell(leftUnmarked, -off, leftShare * (population - marked));
    }

    private static double Cell(long count, double off, double expected) =>
        count == 0 ? expected : Factorial(count) + (count * Elementary.Deviance(off / count, expected / count));

    /// <summary>Returns ln n! - (n ln n - n).</summary>
    private static double Factorial(long n) => n == 0 ? 0 : (0.5 * Math.Log(2 * Math.PI * n)) + Elementary.StirlingRest(n);
}
