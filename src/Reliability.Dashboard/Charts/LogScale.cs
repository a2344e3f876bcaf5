using Reliability.Common.Internal;

namespace Reliability.Dashboard.Internal;

/// <summary>Maps values above zero to places, by their logarithm: equal factors have equal distances.</summary>
internal readonly struct LogScale
{
    private static readonly int[] _mantissas = [1, 2, 5];
    private readonly LinearScale _scale;
    private readonly double _low;
    private readonly double _high;

    /// <summary>Initializes a scale.</summary>
    /// <param name="low">The value at the start, above zero.</param>
    /// <param name="high">The value at the end, above the low one.</param>
    /// <param name="start">The place of the low value.</param>
    /// <param name="end">The place of the high value.</param>
    public LogScale(double low, double high, double start, double end)
    {
        Check.Positive(low, nameof(low));
        Check.Positive(high, nameof(high));
        Check.That(high > low, high, $"The high end must be above the low one, {low}.", nameof(high));
        (_low, _high) = (low, high);
        _scale = new LinearScale(Math.Log10(low), Math.Log10(high), start, end);
    }

    /// <summary>Returns the place of a value. One outside of the range, also zero, lies at the nearer end.</summary>
    public double At(double value) => _scale.At(Math.Log10(Math.Max(Check.Finite(value, nameof(value)), _low)));

    /// <summary>
    /// Returns 1, 2 and 5 times each power of ten in the range; only powers, and only every other one, if that would be too many.
    /// </summary>
    /// <param name="max">The largest number of ticks.</param>
    public IReadOnlyList<double> Ticks(int max)
    {
        Check.AtLeast(max, 1);
        double[] all = [.. Candidates(_low, _high, _mantissas, 1)];
        int every = 1;
        while (all.Length > max)
        {
            all = [.. Candidates(_low, _high, [1], every++)];
        }

        return all;
    }

    private static IEnumerable<double> Candidates(double low, double high, int[] mantissas, int every)
    {
        int first = (int)Math.Floor(Math.Log10(low)) - 1;
        int last = (int)Math.Ceiling(Math.Log10(high)) + 1;
        for (int power = first; power <= last; power++)
        {
            if (power % every != 0)
            {
                continue;
            }

            foreach (int mantissa in mantissas)
            {
                double value = power >= 0 ? mantissa * Math.Pow(10, power) : mantissa / Math.Pow(10, -power);
                if (value >= low && value <= high)
                {
                    yield return value;
                }
            }
        }
    }
}
