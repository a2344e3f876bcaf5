using System.Runtime.CompilerServices;
using Reliability.Common.Internal;

namespace Reliability.Statistics.Internal;

/// <summary>
/// Least squares from sums that are repeated from a better line until nothing cancels. One pass is enough for a series whose noise is not
/// much smaller than its trend; a close fit takes a second one, which computes its residuals with twice the precision.
/// </summary>
internal static class LineFitter
{
    // A difference of sums that keeps at least this share of them loses at most three bits.
    private const double Kept = 1 / 8.0;

    // Sums of squares outside of these bounds may have lost parts by overflow or underflow.
    private const double Low = 1e-250;
    private const double High = 1e290;

    // Rounding alone explains a smaller share.
    private const double Nothing = 1e-12;
    private const int MaxPasses = 4;

    public static LinearFit Fit(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var line = new Line(SeriesInput.Pilot(x), SeriesInput.Pilot(y), 0);
        LineSums sums = LineSums.Around(x, y, line);
        (double scaleX, double scaleY) = (1, 1);
        if (!IsSafe(sums.UU) || !IsSafe(sums.EE))
        {
            scaleX = SeriesInput.ScaleOf(x, nameof(x));
            scaleY = SeriesInput.ScaleOf(y, nameof(y));
            if (SeriesInput.AreEqual(x))
            {
                throw new ArgumentException(Check.Text($"The positions must not all be equal; all {x.Length} are {x[0]}."), nameof(x));
            }

            if (SeriesInput.AreEqual(y))
            {
                return LinearFit.Constant(y.Length, MeanOf(x, scaleX), y[0]);
            }

            line = new Line(SeriesInput.Pilot(x) * scaleX, SeriesInput.Pilot(y) * scaleY, 0);
            sums = LineSums.From(x, y, line, scaleX, scaleY);
        }

        for (int pass = 1; ; pass++)
        {
            Moments m = new(sums, y.Length);
            if (pass == MaxPasses || m.IsPrecise)
            {
                return Finish(m, line, y.Length, scaleX, scaleY);
            }

            line = m.Improve(line);
            sums = LineSums.From(x, y, line, scaleX, scaleY);
        }
    }

    public static LinearFit Fit(ReadOnlySpan<double> y, double start, double step)
    {
        double middle = (y.Length - 1) / 2.0;
        var line = new Line(0, SeriesInput.Pilot(y), 0);
        LineSums sums = LineSums.Around(y, line.Y);
        double scale = 1;
        if (!IsSafe(sums.EE))
        {
            scale = SeriesInput.ScaleOf(y, nameof(y));
            if (SeriesInput.AreEqual(y))
            {
                return LinearFit.Constant(y.Length, start + (middle * step), y[0]);
            }

            line = line with { Y = SeriesInput.Pilot(y) * scale };
            sums = LineSums.From(y, line, scale);
        }

        // Σ(i - middle)² of n indices.
        double uu = y.Length * (((double)y.Length * y.Length) - 1) / 12;
        for (int pass = 1; ; pass++)
        {
            sums.U = 0;
            sums.UU = uu;
            Moments m = new(sums, y.Length);
            if (pass == MaxPasses || m.IsPrecise)
            {
                return Finish(m, line, y.Length, start, step, scale);
            }

            line = m.Improve(line);
            sums = LineSums.From(y, line, scale);
        }
    }

    private static bool IsSafe(double squares) => squares is > Low and < High;

    private static double MeanOf(ReadOnlySpan<double> x, double scale)
    {
        double origin = SeriesInput.Pilot(x) * scale;
        LineSums sums = LineSums.From(x, x, new Line(origin, origin, 0), scale, scale);
        return (origin + (sums.U / x.Length)) / scale;
    }

    private static LinearFit Finish(in Moments m, Line line, int count, double scaleX, double scaleY)
    {
        // y = Y + S(x - X) + mean e + change (x - X - mean u), where the product S·X is exact.
        double product = line.Slope * line.X;
        double rest = Math.FusedMultiplyAdd(line.Slope, line.X, -product);
        double difference = line.Y - product;
        double back = difference - line.Y;
        double lost = line.Y - (difference - back) - (product + back);
        double meanX = line.X + m.MeanU;
        double intercept = difference + (lost - rest + (m.MeanE - (m.Change * meanX)));
        double meanY = line.Y + (m.MeanE + (line.Slope * m.MeanU));
        double pivotY = line.Y + (m.MeanE - (m.Change * m.MeanU));
        return Of(
            m,
            line.Slope + m.Change,
            count,
            meanX,
            meanX / scaleX,
            scaleX,
            meanY,
            intercept,
            scaleY,
            line.X / scaleX,
            pivotY,
            m.MeanU / scaleX);
    }

    private static LinearFit Finish(in Moments m, Line line, int count, double start, double step, double scaleY)
    {
        double meanY = line.Y + m.MeanE;
        double slope = line.Slope + m.Change;

        // The positions in steps, with 0 where they have it.
        double offset = start / step;
        double mean = offset + ((count - 1) / 2.0);
        double intercept = Math.FusedMultiplyAdd(-slope, mean, meanY);
        double half = (count - 1) / 2.0;
        double pivotY = Math.FusedMultiplyAdd(-slope, half, meanY);
        return Of(m, slope, count, mean, start + (step * half), 1 / step, meanY, intercept, scaleY, start, pivotY, step * half);
    }

    /// <summary>Returns the fit from a fit in other units, of which <paramref name="perUnitX"/> are one unit of positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LinearFit Of(
        in Moments m,
        double slope,
        int count,
        double mean,
        double meanX,
        double perUnitX,
        double meanY,
        double intercept,
        double scaleY,
        double pivotX,
        double pivotY,
        double meanFromPivot)
    {
        int freedom = count - 2;
        double squares = freedom == 0 ? 0 : m.Residual;
        double spread = Math.Sqrt(m.UU);
        double deviation = freedom == 0 ? 0 : Math.Sqrt(squares / freedom);
        double explained = slope * spread;
        double total = Math.Sqrt(squares + (explained * explained));
        double slopeError = deviation / spread;
        double reach = mean / spread;
        double perY = 1 / scaleY;
        double slopeInX = slope * perY * perUnitX;
        if (!double.IsFinite(slopeInX))
        {
            slopeInX = slope * perUnitX * perY;
            if (!double.IsFinite(slopeInX))
            {
                throw SeriesInput.SlopeOutOfRange("y");
            }
        }

        return new LinearFit(
            count,
            slopeInX,
            intercept * perY,
            total == 0 ? double.NaN : Math.Clamp(explained / total * Math.Sign(perUnitX), -1, 1),
            deviation * perY,
            slopeError * perY * Math.Abs(perUnitX),
            deviation * Math.Sqrt((1.0 / count) + (reach * reach)) * perY,
            slopeError == 0 ? double.NaN : slope / slopeError * Math.Sign(perUnitX),
            meanX,
            meanY * perY,
            pivotX,
            pivotY * perY,
            meanFromPivot);
    }

    /// <summary>Centred moments of u and e.</summary>
    private readonly struct Moments
    {
        private readonly double _rawUU;
        private readonly double _rawEE;

        public Moments(in LineSums sums, int count)
        {
            MeanU = sums.U / count;
            MeanE = sums.E / count;
            UU = sums.UU - (sums.U * MeanU);
            Change = (sums.UE - (sums.U * MeanE)) / UU;
            double residual = sums.EE - (sums.E * MeanE) - (Change * Change * UU);
            Residual = residual > Nothing * sums.EE ? residual : 0;
            _rawUU = sums.UU;
            _rawEE = sums.EE;
        }

        public double MeanU { get; }

        public double MeanE { get; }

        public double UU { get; }

        /// <summary>Gets the slope of e.</summary>
        public double Change { get; }

        /// <summary>Gets the sum of the squares of the residuals.</summary>
        public double Residual { get; }

        public bool IsPrecise => UU >= Kept * _rawUU && Residual >= Kept * _rawEE;

        public Line Improve(Line line)
        {
            double x = UU > 0 ? line.X + MeanU : line.X;
            double change = double.IsFinite(Change) ? Change : 0;
            return new Line(x, line.Y + (MeanE + (line.Slope * (x - line.X))), line.Slope + change);
        }
    }
}
