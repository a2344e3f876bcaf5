using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Reliability.Statistics.Internal;

/// <summary>
/// Sums over a series of u, the distance of a position from a point, and e, the distance of a value from a line through the point.
/// </summary>
internal struct LineSums
{
    private const int Block = 4_096;

    public double U;
    public double UU;
    public double E;
    public double EE;
    public double UE;

    /// <summary>A kind of sums: u is the distance of the index from the middle, or that of a position from the line's.</summary>
    private interface ISpacing;

    private interface IRounding;

    /// <summary>
    /// Returns the sums of evenly spaced values around a level. Positions are indices, counted from the middle of the series.
    /// </summary>
    public static LineSums Around(ReadOnlySpan<double> y, double level) => Over<Even, Fast>(y, y, new Line(0, level, 0), 1, 1);

    /// <summary>Returns the sums of pairs around a point.</summary>
    public static LineSums Around(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Line point) => Over<Listed, Fast>(x, y, point, 1, 1);

    /// <summary>
    /// Returns the sums of evenly spaced values, each scaled, from a line. The roundings of each distance are added again.
    /// </summary>
    public static LineSums From(ReadOnlySpan<double> y, Line line, double scaleY) => Over<Even, Exact>(y, y, line, 1, scaleY);

    /// <summary>Returns the sums of pairs, each scaled, from a line. The roundings of each distance are added again.</summary>
    public static LineSums From(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Line line, double scaleX, double scaleY) =>
        Over<Listed, Exact>(x, y, line, scaleX, scaleY);

    /// <summary>Adds the sums of blocks, which keeps the rounding of long sums small.</summary>
    private static LineSums Over<TSpacing, TRounding>(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, Line line, double scaleX, double scaleY)
        where TSpacing : struct, ISpacing
        where TRounding : struct, IRounding
    {
        double first = -(y.Length - 1) / 2.0;
        if (y.Length <= Block)
        {
            return Sum<TSpacing, TRounding>(x, y, first, line, scaleX, scaleY);
        }

        var total = default(LineSums);
        for (int i = 0; i < y.Length; i += Block)
        {
            int count = Math.Min(Block, y.Length - i);
            LineSums part =
                Sum<TSpacing, TRounding>(x.Slice(i, count), y.Slice(i, count), first + i, line, scaleX, scaleY);
            total.U += part.U;
            total.UU += part.UU;
            total.E += part.E;
            total.EE += part.EE;
            total.UE += part.UE;
        }

        return total;
    }

    private static LineSums Sum<TSpacing, TRounding>(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, double first, Line line, double scaleX, double scaleY)
        where TSpacing : struct, ISpacing
        where TRounding : struct, IRounding
    {
        const int Lanes = 8;
        ref double xs = ref MemoryMarshal.GetReference(x);
        ref double ys = ref MemoryMarshal.GetReference(y);
        Vector512<double> x0 = Vector512.Create(line.X);
        Vector512<double> y0 = Vector512.Create(line.Y);
        Vector512<double> minusSlope = Vector512.Create(-line.Slope);
        Vector512<double> sx = Vector512.Create(scaleX);
        Vector512<double> sy = Vector512.Create(scaleY);
        Vector512<double> position = Vector512.Create(0d, 1, 2, 3, 4, 5, 6, 7) + Vector512.Create(first);
        Vector512<double> u0 = default, uu0 = default, e0 = default, ee0 = default, ue0 = default;
        Vector512<double> u1 = default, uu1 = default, e1 = default, ee1 = default, ue1 = default;
        int i = 0;
        for (; i <= y.Length - (2 * Lanes); i += 2 * Lanes)
        {
            Vector512<double> ua = At<TSpacing, TRounding>(ref xs, i, position, sx, x0, out Vector512<double> restA);
            Vector512<double> ea = From<TRounding>(Vector512.LoadUnsafe(ref ys, (nuint)i), sy, y0, minusSlope, ua, restA);
            position += Vector512.Create((double)Lanes);
            Vector512<double> ub = At<TSpacing, TRounding>(ref xs, i + Lanes, position, sx, x0, out Vector512<double> restB);
            Vector512<double> eb = From<TRounding>(Vector512.LoadUnsafe(ref ys, (nuint)(i + Lanes)), sy, y0, minusSlope, ub, restB);
            position += Vector512.Create((double)Lanes);
            if (typeof(TSpacing) == typeof(Listed))
            {
                u0 += ua;
                u1 += ub;
                uu0 = Vector512.FusedMultiplyAdd(ua, ua, uu0);
                uu1 = Vector512.FusedMultiplyAdd(ub, ub, uu1);
            }

            e0 += ea;
            e1 += eb;
            ee0 = Vector512.FusedMultiplyAdd(ea, ea, ee0);
            ee1 = Vector512.FusedMultiplyAdd(eb, eb, ee1);
            ue0 = Vector512.FusedMultiplyAdd(ua, ea, ue0);
            ue1 = Vector512.FusedMultiplyAdd(ub, eb, ue1);
        }

        if (i <= y.Length - Lanes)
        {
            Vector512<double> u = At<TSpacing, TRounding>(ref xs, i, position, sx, x0, out Vector512<double> rest);
            Vector512<double> e = From<TRounding>(Vector512.LoadUnsafe(ref ys, (nuint)i), sy, y0, minusSlope, u, rest);
            u0 += u;
            uu0 = Vector512.FusedMultiplyAdd(u, u, uu0);
            e0 += e;
            ee0 = Vector512.FusedMultiplyAdd(e, e, ee0);
            ue0 = Vector512.FusedMultiplyAdd(u, e, ue0);
            i += Lanes;
        }

        var sums = new LineSums
        {
            U = Total(u0 + u1),
            UU = Total(uu0 + uu1),
            E = Total(e0 + e1),
            EE = Total(ee0 + ee1),
            UE = Total(ue0 + ue1),
        };
        for (; i < y.Length; i++)
        {
            sums.Add<TSpacing, TRounding>(x[i], y[i], first + i, line, scaleX, scaleY);
        }

        return sums;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add<TSpacing, TRounding>(double x, double y, double index, Line line, double scaleX, double scaleY)
    {
        double rest = 0;
        double u = typeof(TSpacing) == typeof(Even) ? index : (x * scaleX) - line.X;
        double d = (y * scaleY) - line.Y;
        double e = Math.FusedMultiplyAdd(-line.Slope, u, d);
        if (typeof(TRounding) == typeof(Exact))
        {
            rest = typeof(TSpacing) == typeof(Even) ? 0 : Rest(x * scaleX, line.X, u);
            e += Math.FusedMultiplyAdd(-line.Slope, rest, Rest(y * scaleY, line.Y, d));
        }

        U += u;
        UU = Math.FusedMultiplyAdd(u, u, UU);
        E += e;
        EE = Math.FusedMultiplyAdd(e, e, EE);
        UE = Math.FusedMultiplyAdd(u, e, UE);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> At<TSpacing, TRounding>(
        ref double x, int i, Vector512<double> position, Vector512<double> scale, Vector512<double> x0, out Vector512<double> rest)
    {
        rest = default;
        if (typeof(TSpacing) == typeof(Even))
        {
            return position;
        }

        Vector512<double> value = Vector512.LoadUnsafe(ref x, (nuint)i);
        if (typeof(TRounding) == typeof(Fast))
        {
            return value - x0;
        }

        value *= scale;
        Vector512<double> u = value - x0;
        rest = Rest(value, x0, u);
        return u;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> From<TRounding>(
        Vector512<double> y,
        Vector512<double> scale,
        Vector512<double> y0,
        Vector512<double> minusSlope,
        Vector512<double> u,
        Vector512<double> rest)
    {
        if (typeof(TRounding) == typeof(Fast))
        {
            return y - y0;
        }

        // One rounding, of a distance that is small already.
        y *= scale;
        Vector512<double> d = y - y0;
        return Vector512.FusedMultiplyAdd(minusSlope, u, d) + Vector512.FusedMultiplyAdd(minusSlope, rest, Rest(y, y0, d));
    }

    /// <summary>Returns what the rounding of a difference lost (Knuth's exact sum).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Rest(Vector512<double> value, Vector512<double> origin, Vector512<double> difference)
    {
        Vector512<double> back = difference - value;
        return value - (difference - back) - (origin + back);
    }

    private static double Rest(double value, double origin, double difference)
    {
        double back = difference - value;
        return value - (difference - back) - (origin + back);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Total(Vector512<double> lanes)
    {
        Vector256<double> four = lanes.GetLower() + lanes.GetUpper();
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }

    private readonly struct Even : ISpacing;

    private readonly struct Listed : ISpacing;

    private readonly struct Fast : IRounding;

    private readonly struct Exact : IRounding;
}
