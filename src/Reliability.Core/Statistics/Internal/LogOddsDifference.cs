using System.Numerics;
using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Statistics.Internal;

/// <summary>
/// The difference D of the log odds of two beta variables, X of Beta(a, b) minus Y of Beta(c, d). Its moment generating function is M(s) =
/// Γ(a+s) Γ(b-s) Γ(c-s) Γ(d+s) / (Γ(a) Γ(b) Γ(c) Γ(d)). P(X > Y) is the integral of M(s)/s over a line parallel to the imaginary
/// axis, divided by 2πi. E(X - Y; X > Y) is the integral of M(s)/s·(E X - E Y + s/(a+b) + s/(c+d)), because a factor x of the density
/// only replaces a by a + 1. On a line near the saddle point nothing cancels, however small the probability is.
/// </summary>
internal readonly struct LogOddsDifference(double a, double b, double c, double d, double logOddsRatio)
{
    // From this value on, Stirling's series has full precision.
    private const double Large = 8;
    private const double Negligible = 1e-17;
    private const double Close = 1e-7;
    private const double Cancelled = 1e-4;

    // Below this logarithm, the result is smaller than the smallest double.
    private const double MinLog = -760;
    private const int MaxNodes = 1 << 11;

    // The coefficients (-1)ᵏ/((k + 1)(k + 2)).
    private static readonly double[] Bends = [.. Enumerable.Range(0, 16).Select(k => ((k & 1) == 0 ? 1d : -1d) / ((k + 1) * (k + 2)))];

    /// <summary>
    /// Returns the probability of X > Y and the mean of X - Y where X > Y. <paramref name="meanDifference"/> is the mean of X minus the
    /// mean of Y and must not be above 0.
    /// </summary>
    public (double Chance, double Gain) Above(double meanDifference)
    {
        if (b < c)
        {
            // X > Y is 1 - Y > 1 - X, which makes c the nearest pole.
            return new LogOddsDifference(d, c, b, a, logOddsRatio).Above(meanDifference);
        }

        (double chance, double gain, double size) = Integrate(meanDifference);
        return (chance, Math.Abs(gain) < Cancelled * size ? GainApart() : gain);
    }

    /// <summary>
    /// Computes the gain as E(X; X > Y) - E(Y; X > Y). Where X is far below most of Y, both terms have the size of the gain, while in
    /// M(s)/s·(...) the pole at c nearly cancels, and many digits with it.
    /// </summary>
    private double GainApart()
    {
        (double shifted, _, _) = new LogOddsDifference(a + 1, b, c, d, logOddsRatio + Elementary.Log1P(1 / a)).Integrate(0);
        (double other, _, _) = new LogOddsDifference(a, b, c + 1, d, logOddsRatio - Elementary.Log1P(1 / c)).Integrate(0);
        return Math.Max(0, (a / (a + b) * shifted) - (c / (c + d) * other));
    }

    /// <summary>Returns the probability, the gain, and the sum of the absolute values of the gain's terms.</summary>
    private (double Chance, double Gain, double Size) Integrate(double meanDifference)
    {
        (double at, double spread) = Saddle(Math.Min(b, c));
        var line = Line.Through(at, Math.Min(b, c), 2.5 / spread, LogMoments(at).Real);
        double slope = (1 / (a + b)) + (1 / (c + d));
        if (line.Scale < MinLog)
        {
            return default;
        }

        // The poles, all on the real axis, are far from all real v, so the trapezoid rule converges exponentially.
        double step = 0.2;
        int count = 1;
        Terms sum = Node(line, 0, meanDifference, slope).Half();
        for (Terms more = sum; more.MaxTerm > Negligible * Math.Abs(sum.Chance); count++)
        {
            more = Node(line, count * step, meanDifference, slope);
            sum = sum.And(more);
        }

        for (bool goesOn = true; goesOn; count *= 2)
        {
            if (count > MaxNodes)
            {
                throw new ReliabilityException(
                    Check.Text($"The probability that Beta({a}, {b}) exceeds Beta({c}, {d}) could not be computed."));
            }

            Terms between = default;
            for (int i = 0; i < count; i++)
            {
                between = between.And(Node(line, (i + 0.5) * step, meanDifference, slope));
            }

            // Halving the step squares the error: when two sums agree to half of the digits, the second has full precision.
            goesOn = Math.Abs(between.Chance - sum.Chance) > Close * Math.Abs(sum.Chance)
                || Math.Abs(between.Gain - sum.Gain) > Close * Math.Max(Math.Abs(sum.Gain), Cancelled * sum.Size);
            sum = sum.And(between);
            step /= 2;
        }

        double factor = Math.Exp(line.Scale) * line.Width * step / Math.PI;
        return (factor * sum.Chance, factor * sum.Gain, factor * sum.Size);
    }

    private Terms Node(in Line line, double v, double meanDifference, double slope)
    {
        (Complex s, Complex weight) = line.At(v);
        Complex moments = Complex.Exp(LogMoments(s) - line.Scale) * weight;
        Complex chance = moments / s;
        double gain = (meanDifference * chance.Real) + (slope * moments.Real);
        return new Terms(chance.Real, gain, Math.Abs(gain), Complex.Abs(chance));
    }

    private Complex LogMoments(Complex s) =>
        (s * logOddsRatio) + LogGammaChange(a, s) + LogGammaChange(b, -s) + LogGammaChange(c, -s) + LogGammaChange(d, s);

    /// <summary>
    /// Returns a point near the minimum of M(s)/s⁶, a little beyond the saddle point and away from the pole at 0, and the standard
    /// deviation of D there.
    /// </summary>
    private (double At, double Spread) Saddle(double right)
    {
        const double Power = 6;
        double variance = (1 / a) + (1 / b) + (1 / c) + (1 / d);
        double at = (Math.Sqrt((logOddsRatio * logOddsRatio) + (4 * Power * variance)) - logOddsRatio) / (2 * variance);
        (double low, double high) = (0, right);
        for (int i = 0; i < 200; i++)
        {
            if (!(at > low && at < high))
            {
                at = (low + high) / 2;
            }

            (double s1, double v1) = Slope(a + at);
            (double s2, double v2) = Slope(b - at);
            (double s3, double v3) = Slope(c - at);
            (double s4, double v4) = Slope(d + at);
            variance = v1 + v2 + v3 + v4;
            double slope = s1 - s2 - s3 + s4 - (Power / at);
            (low, high) = slope < 0 ? (at, high) : (low, at);
            double step = slope / (variance + (Power / (at * at)));
            if (Math.Abs(step) < 0.05 * Math.Min(at, right - at))
            {
                break;
            }

            at -= step;
        }

        return (at, Math.Sqrt(variance));
    }

    /// <summary>Returns the first two derivatives of ln Γ, accurate to a few digits.</summary>
    private static (double First, double Second) Slope(double x)
    {
        (double first, double second) = (0, 0);
        for (; x < 3; x++)
        {
            (first, second) = (first - (1 / x), second + (1 / (x * x)));
        }

        return (first + Math.Log(x) - (0.5 / x) - (1 / (12 * x * x)), second + (1 / x) + (0.5 / (x * x)));
    }

    /// <summary>Returns ln Γ(x + s)/Γ(x) - s ln x, which is small if s is small relative to x.</summary>
    private static Complex LogGammaChange(double x, Complex s)
    {
        if (x + Math.Min(0, s.Real) < Large)
        {
            Complex product = 1;
            double above = x;
            while (above + Math.Min(0, s.Real) < Large)
            {
                product *= above / (above + s);
                above++;
            }

            return LogGammaChange(above, s) + Complex.Log(product) + (s * Math.Log(above / x));
        }

        Complex w = s / x;
        (Complex log, Complex bend) = Logarithm(w);
        return (x * bend) - (0.5 * log) + StirlingRest(x + s) - StirlingRest(x);
    }

    /// <summary>Returns ln(1 + w), and (1 + w) ln(1 + w) - w.</summary>
    private static (Complex Log, Complex Bend) Logarithm(Complex w)
    {
        double size = Math.Abs(w.Real) + Math.Abs(w.Imaginary);
        if (size > 0.1)
        {
            Complex log = Complex.Log(1 + w);
            return (log, ((1 + w) * log) - w);
        }

        // w²(1/2 - w/6 + w²/12 - ...), with as many terms as needed.
        Complex sum = 0;
        for (int k = size < 1e-3 ? 4 : size < 1e-2 ? 7 : Bends.Length - 1; k >= 0; k--)
        {
            sum = Bends[k] + (w * sum);
        }

        Complex bend = w * w * sum;
        return ((w + bend) / (1 + w), bend);
    }

    private static Complex StirlingRest(Complex z)
    {
        Complex r = 1 / z;
        Complex s = r * r;
        if (z.Real > 1000)
        {
            return r * ((1 / 12d) - (s * ((1 / 360d) - (s / 1260))));
        }

        return r * ((1 / 12d) - (s * ((1 / 360d) - (s * ((1 / 1260d) - (s * ((1 / 1680d) - (s * ((1 / 1188d)
            - (s * ((691 / 360360d) - (s * ((1 / 156d) - (s * 3617 / 122400))))))))))))));
    }

    /// <summary>
    /// The line of integration, s = center + i·width·sinh(v - i·bend), and the logarithm of M where the line crosses the real axis. A
    /// bend turns the line to the right, where M decreases quickly if the line crosses the axis close to the right pole. There the
    /// probability follows a power law, and on a straight line the integrand would oscillate for long.
    /// </summary>
    private readonly record struct Line(double Center, double Width, double Sine, double Cosine, double Scale)
    {
        public static Line Through(double at, double right, double widest, double scale)
        {
            double gap = right - at;
            return 3 * gap < Math.Min(at, 3 * widest)
                ? new Line(at - gap, 2 * gap, 0.5, Math.Sqrt(0.75), scale)
                : new Line(at, Math.Min(Math.Min(at, gap), widest), 0, 1, scale);
        }

        public (Complex S, Complex Weight) At(double v)
        {
            double e = Math.Exp(v);
            double sinh = (e - (1 / e)) / 2;
            double cosh = (e + (1 / e)) / 2;
            return (new Complex(Center + (Width * Sine * cosh), Width * Cosine * sinh), new Complex(Cosine * cosh, -Sine * sinh));
        }
    }

    private readonly record struct Terms(double Chance, double Gain, double Size, double MaxTerm)
    {
        public Terms Half() => new(Chance / 2, Gain / 2, Size / 2, MaxTerm);

        public Terms And(Terms more) => new(Chance + more.Chance, Gain + more.Gain, Size + more.Size, more.MaxTerm);
    }
}
