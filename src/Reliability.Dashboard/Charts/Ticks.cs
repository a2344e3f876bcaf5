using Reliability.Common.Internal;

namespace Reliability.Dashboard.Internal;

/// <summary>Round values on an axis: multiples of 1, 2 or 5 times a power of ten.</summary>
internal sealed class Ticks
{
    /// <summary>Values beyond it have no round neighbours that a double can hold exactly enough.</summary>
    public const double MaxValue = 1e15;

    /// <summary>A range that is a smaller part of its values than this one cannot be told from a point.</summary>
    private const double MinPart = 1e-9;

    private static readonly int[] _mantissas = [1, 2, 5];

    private Ticks(double step, IReadOnlyList<double> values)
    {
        Step = step;
        Values = values;
    }

    /// <summary>Gets the distance of the ticks.</summary>
    public double Step { get; }

    /// <summary>Gets the ticks, ascending.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Returns the ticks inside of a range, at most so many.</summary>
    /// <param name="low">The low end.</param>
    /// <param name="high">The high end, above the low one.</param>
    /// <param name="max">The largest number of ticks, at least two.</param>
    /// <param name="minStep">The smallest distance, such as 1 for counts; 0 for any.</param>
    public static Ticks Within(double low, double high, int max, double minStep = 0)
    {
        Require(low, high, max);
        foreach ((int mantissa, int exponent) in Steps((high - low) / max, minStep))
        {
            long first = (long)Math.Ceiling((low / Multiple(mantissa, exponent, 1)) - 1e-6);
            long last = (long)Math.Floor((high / Multiple(mantissa, exponent, 1)) + 1e-6);
            double[] values = [.. Multiples(mantissa, exponent, first, last, max + 3).Where(one => one >= low && one <= high)];
            if (values.Length <= max)
            {
                return new Ticks(Multiple(mantissa, exponent, 1), values);
            }
        }

        throw new InvalidOperationException("A step as wide as the range has at most two ticks.");
    }

    /// <summary>Returns ticks that begin at or below a range and end at or above it, so that the axis ends at round values.</summary>
    /// <inheritdoc cref="Within"/>
    public static Ticks Around(double low, double high, int max, double minStep = 0)
    {
        Require(low, high, max);
        foreach ((int mantissa, int exponent) in Steps((high - low) / max, minStep))
        {
            double step = Multiple(mantissa, exponent, 1);
            long first = (long)Math.Floor((low / step) + 1e-6);
            long last = (long)Math.Ceiling((high / step) - 1e-6);
            first -= Multiple(mantissa, exponent, first) > low ? 1 : 0;
            last += Multiple(mantissa, exponent, last) < high ? 1 : 0;
            last = Math.Max(last, first + 1);
            if (last - first + 1 <= max)
            {
                return new Ticks(step, [.. Multiples(mantissa, exponent, first, last, max)]);
            }
        }

        throw new InvalidOperationException("A step wider than the range has at most three ticks.");
    }

    /// <summary>Widens a range that is a point, or nearly one, so that it can be an axis.</summary>
    public static (double Low, double High) Widen(double low, double high)
    {
        double size = Math.Max(Math.Abs(low), Math.Abs(high));
        if (high - low > size * MinPart * 10 && high - low > 1e-14)
        {
            return (low, high);
        }

        double room = size / 20;
        return size < 1e-12 ? (Math.Min(low, 0), 1) : (low - room, high + room);
    }

    private static void Require(double low, double high, int max)
    {
        Check.Between(low, -MaxValue, MaxValue);
        Check.Between(high, -MaxValue, MaxValue);
        Check.That(
            high > low && high - low >= MinPart * Math.Max(Math.Abs(low), Math.Abs(high)) && high - low >= 1e-14,
            high,
            $"The high end must be above the low one, {low}, by at least a billionth.",
            nameof(high));
        Check.AtLeast(max, 3);
    }

    /// <summary>Returns steps from fine to coarse.</summary>
    private static IEnumerable<(int Mantissa, int Exponent)> Steps(double finest, double minStep)
    {
        int exponent = (int)Math.Floor(Math.Log10(finest)) - 1;
        for (int power = exponent; power < exponent + 5 || Multiple(1, power, 1) <= minStep * 1000; power++)
        {
            foreach (int mantissa in _mantissas)
            {
                double step = Multiple(mantissa, power, 1);
                if (step >= minStep && step >= finest / 2)
                {
                    yield return (mantissa, power);
                }
            }
        }
    }

    private static IEnumerable<double> Multiples(int mantissa, int exponent, long first, long last, int max)
    {
        for (long i = first; i <= last && i < first + max; i++)
        {
            yield return Multiple(mantissa, exponent, i);
        }
    }

    /// <summary>Returns the double nearest to a multiple: a negative power of ten divides, because 0.1 is none.</summary>
    private static double Multiple(int mantissa, int exponent, long factor) =>
        exponent >= 0 ? factor * mantissa * Math.Pow(10, exponent) : factor * mantissa / Math.Pow(10, -exponent);
}
