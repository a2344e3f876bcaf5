using System.Numerics;

namespace Reliability.Statistics.Internal;

/// <summary>
/// The difference D of the log odds of two beta variables, X of Beta(a, b) less Y of Beta(c, d). Its moment generating function is M(s) = Γ(a+s) Γ(b-s) Γ(c-s) Γ(d+s)
/// over the same without s, so that P(X > Y) is the integral of M(s)/s over a line parallel to the imaginary axis, divided by 2πi, and E(X - Y; X > Y)
/// that of M(s)/s·(E X - E Y + s/(a+b) + s/(c+d)), as x = aM(1)/(a+b) shifts a by 1. On a line near the saddle point nothing cancels, however small the chance.
/// </summary>
internal readonly struct LogOddsDifference(double a, double b, double c, double d, double logOddsRatio)
{
    // From here on Stirling's series has all digits.
    private const double Large = 8;
    private const double Negligible = 1e-17;
    private const double Close = 1e-7;

    // (-1)ᵏ/((k + 1)(k + 2)).
    private static readonly double[] Bends = [.. Enumerable.Range(0, 16).Select(k => ((k & 1) == 0 ? 1d : -1d) / ((k + 1) * (k + 2)))];

    /// <summary>The chance of X above Y and the mean of X - Y where it is, for an X whose mean, less that of Y by the given difference, is not above.</summary>
    public (double Chance, double Gain) Above(double meanDifference)
    {
        double right = Math.Min(b, c);
        (double at, double spread) = Saddle(right);
        double width = Math.Min(Math.Min(at, right - at), 2.5 / spread);
        double scale = LogMoments(at).Real;
        double slope = (1 / (a + b)) + (1 / (c + d));

        // s = at + i·width·sinh(v): the poles, on the real axis, move to a distance of π/2, and the trapezoid rule converges exponentially.
        double step = 0.25;
        (double chance, double gain) = (0, 0);
        int count = 0;
        for (double greatest = 1; greatest > Negligible * Math.Abs(chance); count++)
        {
            (double moreChance, double moreGain, greatest) = Node(count * step, at, width, scale, meanDifference, slope);
            (chance, gain) = count == 0 ? (moreChance / 2, moreGain / 2) : (chance + moreChance, gain + moreGain);
        }

        for (bool goesOn = true; goesOn && count < 100_000;)
        {
            (double sumChance, double sumGain) = (0, 0);
            for (int i = 0; i < count; i++)
            {
                (double moreChance, double moreGain, _) = Node((i + 0.5) * step, at, width, scale, meanDifference, slope);
                (sumChance, sumGain) = (sumChance + moreChance, sumGain + moreGain);
            }

            // Halving the step squares the error: once two sums agree to half of the digits, the latter has all.
            goesOn = Math.Abs(sumChance - chance) > Close * Math.Abs(chance) || Math.Abs(sumGain - gain) > Close * Math.Abs(gain);
            (chance, gain) = (chance + sumChance, gain + sumGain);
            (step, count) = (step / 2, count * 2);
        }

        double factor = Math.Exp(scale) * width * step / Math.PI;
        return (factor * chance, factor * gain);
    }

    private (double Chance, double Gain, double Greatest) Node(double v, double at, double width, double scale, double meanDifference, double slope)
    {
        double e = Math.Exp(v);
        var s = new Complex(at, width * (e - (1 / e)) / 2);
        Complex moments = Complex.Exp(LogMoments(s) - scale) * ((e + (1 / e)) / 2);
        Complex chance = moments / s;
        return (chance.Real, (meanDifference * chance.Real) + (slope * moments.Real), Complex.Abs(chance));
    }

    private Complex LogMoments(Complex s) =>
        (s * logOddsRatio) + LogGammaChange(a, s) + LogGammaChange(b, -s) + LogGammaChange(c, -s) + LogGammaChange(d, s);

    /// <summary>Near where M(s)/s⁶ is least: a little beyond the saddle point, away from the pole at 0. And the standard deviation of D there.</summary>
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

    /// <summary>The first two derivatives of ln Γ, to a few digits.</summary>
    private static (double First, double Second) Slope(double x)
    {
        (double first, double second) = (0, 0);
        for (; x < 3; x++)
        {
            (first, second) = (first - (1 / x), second + (1 / (x * x)));
        }

        return (first + Math.Log(x) - (0.5 / x) - (1 / (12 * x * x)), second + (1 / x) + (0.5 / (x * x)));
    }

    /// <summary>ln Γ(x + s)/Γ(x) - s ln x, a small number when s is small next to x.</summary>
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

    /// <summary>ln(1 + w), and (1 + w) ln(1 + w) - w.</summary>
    private static (Complex Log, Complex Bend) Logarithm(Complex w)
    {
        double size = Math.Abs(w.Real) + Math.Abs(w.Imaginary);
        if (size > 0.1)
        {
            Complex log = Complex.Log(1 + w);
            return (log, ((1 + w) * log) - w);
        }

        // w²(1/2 - w/6 + w²/12 - ...), as far as needed.
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

        return r * ((1 / 12d) - (s * ((1 / 360d) - (s * ((1 / 1260d) - (s * ((1 / 1680d) - (s * ((1 / 1188d) - (s * ((691 / 360360d) - (s * ((1 / 156d) - (s * 3617 / 122400))))))))))))));
    }
}
