namespace Reliability.Experiments.Internal;

/// <summary>
/// The natural logarithm, computed from additions, multiplications and one division in IEEE doubles, so that every platform and language
/// gets the same bits. <see cref="Math.Log(double)"/> depends on the platform. The error is at most 2 units in the last place for 2^-54 to
/// 1.
/// </summary>
internal static class PortableLog
{
    private const double Ln2High = 0.69314718036912382; // 0x3FE62E42FEE00000: ends in zeros, so that its product with an exponent is exact
    private const double Ln2Low = 1.9082149292705877e-10;
    private const double Root2 = 1.4142135623730951;

    /// <summary>
    /// Returns ln(x) for a normal double above 0: x = 2^k m with m near 1, and ln m = 2 artanh(s) with s = (m-1)/(m+1), as a series in s²
    /// with separate sums of its even and odd terms.
    /// </summary>
    public static double Ln(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1023;
        double m = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (m > Root2)
        {
            m *= 0.5;
            exponent++;
        }

        double s = (m - 1) / (m + 1);
        double z = s * s;
        double w = z * z;
        double even = 1.0 / 23;
        double odd = 1.0 / 21;
        even = (even * w) + (1.0 / 19);
        odd = (odd * w) + (1.0 / 17);
        even = (even * w) + (1.0 / 15);
        odd = (odd * w) + (1.0 / 13);
        even = (even * w) + (1.0 / 11);
        odd = (odd * w) + (1.0 / 9);
        even = (even * w) + (1.0 / 7);
        odd = (odd * w) + (1.0 / 5);
        even = (even * w) + (1.0 / 3);
        double series = even + (odd * z);
        double twice = s + s;
        double fraction = twice + (twice * (series * z));
        return (exponent * Ln2High) + (fraction + (exponent * Ln2Low));
    }
}
