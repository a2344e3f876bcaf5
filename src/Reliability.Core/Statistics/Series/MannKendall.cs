using Reliability.Common.Internal;
using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>
/// Tests for a monotonic trend by the order of values alone (Mann 1945, Kendall 1975), in O(n log n). Only the order of times counts, so
/// that gaps need no values.
/// </summary>
public static class MannKendall
{
    private const double MaxCorrelation = 0.97;

    /// <summary>Tests independent values in the order of their times.</summary>
    /// <param name="y">The values, finite.</param>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public static MannKendallResult Test(ReadOnlySpan<double> y) => Test(y, MannKendallCorrection.None);

    /// <summary>Tests values in the order of their times.</summary>
    /// <param name="y">The values, finite.</param>
    /// <param name="correction">How to treat autocorrelation. The correction assumes even spacing.</param>
    /// <exception cref="ArgumentException">A value is not finite, or the correction is unknown.</exception>
    public static MannKendallResult Test(ReadOnlySpan<double> y, MannKendallCorrection correction)
    {
        Check.Word(correction, nameof(correction));
        SeriesInput.RequireFinite(y, nameof(y));
        return Test(SeriesInput.Grid(y.Length, 0, 1), y.ToArray(), correction, slope: null);
    }

    /// <summary>Tests pairs in any order. Pairs with equal times are neither a rise nor a fall.</summary>
    /// <param name="x">The times, finite.</param>
    /// <param name="y">The values, finite, as many as times.</param>
    /// <param name="correction">
    /// How to treat autocorrelation. The correction takes values that follow each other as neighbours, whatever the gap between them.
    /// </param>
    /// <exception cref="ArgumentException">The lengths differ, a value is not finite, or the correction is unknown.</exception>
    public static MannKendallResult Test(ReadOnlySpan<double> x, ReadOnlySpan<double> y, MannKendallCorrection correction)
    {
        Check.Word(correction, nameof(correction));
        SeriesInput.RequirePairs(x, y);
        SeriesInput.RequireFinite(x, nameof(x));
        SeriesInput.RequireFinite(y, nameof(y));
        (double[] times, double[] values) = SeriesInput.Sorted(x, y);
        return Test(times, values, correction, slope: null);
    }

    /// <summary>Tests pairs that are sorted by time, and corrects with the median slope of all pairs, if it is known.</summary>
    internal static MannKendallResult Test(double[] x, double[] y, MannKendallCorrection correction, double? slope)
    {
        double n = y.Length;
        long falls = Inversions.CountOf(y);
        double[] sorted = [.. y];
        sorted.AsSpan().Sort();
        (Ties ofX, Ties ofY) = (Ties.Of(x), Ties.Of(sorted));
        long pairs = (long)y.Length * (y.Length - 1) / 2;
        long s = pairs - ofX.Pairs - ofY.Pairs + BothTied(x, y) - (2 * falls);

        // The last two terms vanish unless both times and values have ties.
        double variance = ((n * (n - 1) * ((2 * n) + 5)) - ofX.Variance - ofY.Variance) / 18;
        variance += ofX.Pairs * 2.0 * ofY.Pairs / Math.Max(1, n * (n - 1));
        variance += ofX.Triples * ofY.Triples / (9 * Math.Max(1, n * (n - 1) * (n - 2)));
        bool varies = pairs > ofX.Pairs && pairs > ofY.Pairs;
        double correlation = varies && correction == MannKendallCorrection.FirstOrder
            ? Persistence(x, y, slope ?? MedianSlope(x, y))
            : 0;
        double inflation = Inflation(correlation, y.Length);
        variance = varies ? variance * inflation : 0;
        double z = varies ? (s - Math.Sign(s)) / Math.Sqrt(variance) : 0;
        return new MannKendallResult
        {
            Count = y.Length,
            S = s,
            Tau = varies ? Math.Clamp(s / (Math.Sqrt(pairs - ofX.Pairs) * Math.Sqrt(pairs - ofY.Pairs)), -1, 1) : null,
            Variance = variance,
            Z = z,
            PValue = y.Length < 2 ? null : Math.Min(1, 2 * DistributionFunctions.NormalSurvival(Math.Abs(z))),
            Lag1Correlation = correlation,
            VarianceInflation = inflation,
        };
    }

    /// <summary>Returns the number of pairs with equal times and equal values. Equal times are sorted by value.</summary>
    private static long BothTied(double[] x, double[] y)
    {
        long tied = 0;
        long run = 0;
        for (int i = 1; i < x.Length; i++)
        {
            run = x[i] == x[i - 1] && y[i] == y[i - 1] ? run + 1 : 0;
            tied += run;
        }

        return tied;
    }

    /// <summary>
    /// Returns the lag-1 autocorrelation of the ranks of the residuals from the Theil-Sen line, corrected for its bias; 0 if it may be
    /// noise.
    /// </summary>
    private static double Persistence(double[] x, double[] y, double slope)
    {
        double[] residuals = new double[y.Length];
        for (int i = 0; i < y.Length; i++)
        {
            residuals[i] = Math.FusedMultiplyAdd(-slope, x[i] - x[0], y[i]);
        }

        double found = Autocorrelation.At(Ranks.Of(residuals), 1) ?? 0;
        double corrected = Math.Clamp(found + ((1 + (4 * found)) / y.Length), 0, MaxCorrelation);
        return corrected < 1 / Math.Sqrt(y.Length) ? 0 : corrected;
    }

    /// <summary>Returns 1 + 2Σ(1 - k/n)rᵏ over the lags from 1 to n - 1, in closed form.</summary>
    private static double Inflation(double r, int n)
    {
        if (r == 0)
        {
            return 1;
        }

        double power = Math.Pow(r, n);
        return ((1 + r) / (1 - r)) - (2 * r * (1 - power) / (n * (1 - r) * (1 - r)));
    }

    private static double MedianSlope(double[] x, double[] y)
    {
        var slopes = new PairSlopes(x, y);
        slopes.Release();
        return slopes.Median;
    }
}
