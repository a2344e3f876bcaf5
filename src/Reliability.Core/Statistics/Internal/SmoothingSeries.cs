using Reliability.Common.Internal;

namespace Reliability.Statistics.Internal;

/// <summary>A series without its gaps at both ends, scaled by a power of two to values near 1.</summary>
internal sealed class SmoothingSeries
{
    private readonly int _exponent;

    private SmoothingSeries(double[] values, int count, int lag, int exponent)
    {
        (Values, Count, Lag, _exponent) = (values, count, lag, exponent);
        Origin = count == 0 ? 0 : values[0];
        IsPositive = Array.TrueForAll(values, v => !(v <= 0));
        IsConstant = Array.TrueForAll(values, v => double.IsNaN(v) || v == Origin);
    }

    /// <summary>Gets the scaled values. Gaps are NaN; the first and the last value are not.</summary>
    public double[] Values { get; }

    /// <summary>Gets the number of values that are not gaps.</summary>
    public int Count { get; }

    /// <summary>Gets the number of gaps after the last value.</summary>
    public int Lag { get; }

    /// <summary>Gets the first value, from which additive models measure, so that a great offset costs no digits.</summary>
    public double Origin { get; }

    public bool IsPositive { get; }

    public bool IsConstant { get; }

    public static SmoothingSeries Read(ReadOnlySpan<double> values, bool mustBePositive)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsInfinity(values[i]) || (mustBePositive && values[i] <= 0))
            {
                string rule = mustBePositive ? "A value must be finite and above 0, or NaN" : "A value must be finite or NaN";
                throw new ArgumentException(Check.Text($"{rule}; value {i} is {values[i]}."), nameof(values));
            }
        }

        int end = values.Length;
        while (end > 0 && double.IsNaN(values[end - 1]))
        {
            end--;
        }

        int start = Math.Max(0, end - HoltWinters.MaxValues);
        while (start < end && double.IsNaN(values[start]))
        {
            start++;
        }

        double[] kept = values[start..end].ToArray();
        double size = 0;
        int count = 0;
        foreach (double value in kept)
        {
            if (!double.IsNaN(value))
            {
                size = Math.Max(size, Math.Abs(value));
                count++;
            }
        }

        int exponent = size == 0 ? 0 : -1 - Math.ILogB(size);
        for (int i = 0; i < kept.Length; i++)
        {
            kept[i] = Math.ScaleB(kept[i], exponent);
        }

        return new SmoothingSeries(kept, count, values.Length - end, exponent);
    }

    /// <summary>Returns a scaled value, or a deviation, in the unit of the series. What exceeds a double is the greatest double.</summary>
    public double Restore(double scaled) => Math.Clamp(Math.ScaleB(scaled, -_exponent), double.MinValue, double.MaxValue);

    /// <summary>Returns a scaled bound in the unit of the series, or null for one that exceeds a double.</summary>
    public double? RestoreBound(double scaled)
    {
        double bound = Math.ScaleB(scaled, -_exponent);
        return double.IsFinite(bound) ? bound : null;
    }
}
