using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Reliability.Statistics.Internal;

/// <summary>Sums of products of a series with itself at a distance.</summary>
internal static class LagProducts
{
    private const int Lanes = 8;

    // Two reads of a block and its lags stay in the cache of the first level.
    private const int Block = 1_024;

    /// <summary>Returns whether no part of a sum of squares was lost by overflow or underflow.</summary>
    public static bool IsSafe(double squares) => squares is > 1e-250 and < 1e290;

    /// <summary>Returns Σ(y_i - ȳ)² and Σ(y_i - ȳ)(y_{i+k} - ȳ). A value near the mean keeps the mean's digits.</summary>
    public static (double Squares, double Products) At(ReadOnlySpan<double> y, double origin, int lag)
    {
        double mean = MeanAround(y, origin);
        int length = y.Length - lag;
        (double squares, double products) = (0, 0);
        for (int i = 0; i < length; i += 4 * Block)
        {
            int count = Math.Min(4 * Block, length - i);
            (double more, double cross) = Pairs(y.Slice(i, count), y.Slice(i + lag, count), origin, mean);
            squares += more;
            products += cross;
        }

        // The last values have no partner.
        for (int i = length; i < y.Length; i += 4 * Block)
        {
            ReadOnlySpan<double> rest = y.Slice(i, Math.Min(4 * Block, y.Length - i));
            squares += Pairs(rest, rest, origin, mean).Squares;
        }

        return (squares, products);
    }

    /// <summary>Writes the distances from the mean.</summary>
    public static void Centre(ReadOnlySpan<double> y, double origin, Span<double> centred)
    {
        double mean = MeanAround(y, origin);
        for (int i = 0; i < y.Length; i++)
        {
            centred[i] = y[i] - origin - mean;
        }
    }

    /// <summary>Writes the sum of products at each lag.</summary>
    public static void All(ReadOnlySpan<double> centred, Span<double> lags)
    {
        lags.Clear();
        for (int i = 0; i < centred.Length; i += Block)
        {
            for (int lag = 0; lag < lags.Length && i + lag < centred.Length; lag++)
            {
                int count = Math.Min(Block, centred.Length - lag - i);
                lags[lag] += Dot(centred.Slice(i, count), centred.Slice(i + lag, count));
            }
        }
    }

    /// <summary>Returns the mean distance of values from an origin.</summary>
    private static double MeanAround(ReadOnlySpan<double> y, double origin)
    {
        double sum = 0;
        for (int i = 0; i < y.Length; i += 4 * Block)
        {
            sum += Sum(y.Slice(i, Math.Min(4 * Block, y.Length - i)), origin);
        }

        return sum / y.Length;
    }

    /// <summary>Returns the sum of the distances of values from an origin.</summary>
    public static double Sum(ReadOnlySpan<double> y, double origin)
    {
        ref double ys = ref MemoryMarshal.GetReference(y);
        Vector512<double> o = Vector512.Create(origin);
        Vector512<double> a = default, b = default;
        int i = 0;
        for (; i <= y.Length - (2 * Lanes); i += 2 * Lanes)
        {
            a += Vector512.LoadUnsafe(ref ys, (nuint)i) - o;
            b += Vector512.LoadUnsafe(ref ys, (nuint)(i + Lanes)) - o;
        }

        double sum = Total(a + b);
        for (; i < y.Length; i++)
        {
            sum += y[i] - origin;
        }

        return sum;
    }

    private static (double Squares, double Products) Pairs(
        ReadOnlySpan<double> y, ReadOnlySpan<double> later, double origin, double mean)
    {
        ref double ys = ref MemoryMarshal.GetReference(y);
        ref double zs = ref MemoryMarshal.GetReference(later);
        Vector512<double> o = Vector512.Create(origin);
        Vector512<double> m = Vector512.Create(mean);
        Vector512<double> aa = default, ab = default, ca = default, cb = default;
        int i = 0;
        for (; i <= y.Length - (2 * Lanes); i += 2 * Lanes)
        {
            Vector512<double> d = Vector512.LoadUnsafe(ref ys, (nuint)i) - o - m;
            Vector512<double> e = Vector512.LoadUnsafe(ref ys, (nuint)(i + Lanes)) - o - m;
            aa = Vector512.FusedMultiplyAdd(d, d, aa);
            ab = Vector512.FusedMultiplyAdd(e, e, ab);
            ca = Vector512.FusedMultiplyAdd(d, Vector512.LoadUnsafe(ref zs, (nuint)i) - o - m, ca);
            cb = Vector512.FusedMultiplyAdd(e, Vector512.LoadUnsafe(ref zs, (nuint)(i + Lanes)) - o - m, cb);
        }

        double squares = Total(aa + ab);
        double products = Total(ca + cb);
        for (; i < y.Length; i++)
        {
            double d = y[i] - origin - mean;
            squares = Math.FusedMultiplyAdd(d, d, squares);
            products = Math.FusedMultiplyAdd(d, later[i] - origin - mean, products);
        }

        return (squares, products);
    }

    private static double Dot(ReadOnlySpan<double> y, ReadOnlySpan<double> later)
    {
        ref double ys = ref MemoryMarshal.GetReference(y);
        ref double zs = ref MemoryMarshal.GetReference(later);
        Vector512<double> a = default, b = default;
        int i = 0;
        for (; i <= y.Length - (2 * Lanes); i += 2 * Lanes)
        {
            a = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref ys, (nuint)i), Vector512.LoadUnsafe(ref zs, (nuint)i), a);
            b = Vector512.FusedMultiplyAdd(
                Vector512.LoadUnsafe(ref ys, (nuint)(i + Lanes)), Vector512.LoadUnsafe(ref zs, (nuint)(i + Lanes)), b);
        }

        double sum = Total(a + b);
        for (; i < y.Length; i++)
        {
            sum = Math.FusedMultiplyAdd(y[i], later[i], sum);
        }

        return sum;
    }

    private static double Total(Vector512<double> lanes)
    {
        Vector256<double> four = lanes.GetLower() + lanes.GetUpper();
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }
}
