using Reliability.Common.Internal;

namespace Reliability.Statistics.Internal;

/// <summary>What series accept.</summary>
internal static class SeriesInput
{
    public static void RequirePairs(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException(
                Check.Text($"There must be as many values as positions; there are {y.Length} and {x.Length}."), nameof(y));
        }
    }

    public static void RequireGrid(int count, double start, double step)
    {
        Check.Finite(start, nameof(start));
        Check.That(double.IsFinite(step) && step != 0, step, "The step must be finite and not 0.", nameof(step));
        Check.That(start + step != start, step, "The step must be large enough to change the start.", nameof(step));
        Check.That(double.IsFinite(start + (step * count)), step, "The last position must be finite.", nameof(step));
    }

    /// <summary>Rejects the first value that is not a finite number.</summary>
    public static void RequireFinite(ReadOnlySpan<double> values, string parameter)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new ArgumentException(Check.Text($"Every value must be a finite number; value {i} is {values[i]}."), parameter);
            }
        }
    }

    /// <summary>Requires finite values. Returns the power of two that scales the greatest of them to near 1; 1 if all are 0.</summary>
    public static double ScaleOf(ReadOnlySpan<double> values, string parameter)
    {
        RequireFinite(values, parameter);
        double greatest = 0;
        foreach (double value in values)
        {
            greatest = Math.Max(greatest, Math.Abs(value));
        }

        return greatest == 0 ? 1 : Math.ScaleB(1, Math.Clamp(-Math.ILogB(greatest), -1022, 1022));
    }

    public static ArgumentException SlopeOutOfRange(string parameter) =>
        new("The slope exceeds the range of a double. Measure the values or the positions in another unit.", parameter);

    /// <summary>Returns a value near the mean: the mean of eight values spread evenly, which is exact if all are equal.</summary>
    public static double Pilot(ReadOnlySpan<double> values)
    {
        int step = (int)((uint)(values.Length - 1) / 7);
        double a = (values[0] / 8) + (values[step] / 8);
        double b = (values[2 * step] / 8) + (values[3 * step] / 8);
        double c = (values[4 * step] / 8) + (values[5 * step] / 8);
        double d = (values[6 * step] / 8) + (values[7 * step] / 8);
        return a + b + (c + d);
    }

    public static bool AreEqual(ReadOnlySpan<double> values) => !values.ContainsAnyExcept(values[0]);

    public static double[] Grid(int count, double start, double step)
    {
        double[] x = new double[count];
        for (int i = 0; i < count; i++)
        {
            x[i] = start + (i * step);
        }

        return x;
    }

    /// <summary>Returns the pairs sorted by position, equal ones by value.</summary>
    public static (double[] X, double[] Y) Sorted(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double[] positions = x.ToArray();
        double[] values = y.ToArray();
        bool isSorted = true;
        for (int i = 1; i < positions.Length && isSorted; i++)
        {
            isSorted = positions[i] > positions[i - 1];
        }

        if (!isSorted)
        {
            Array.Sort(positions, values);
            for (int i = 0; i < positions.Length;)
            {
                int end = i + 1;
                while (end < positions.Length && positions[end] == positions[i])
                {
                    end++;
                }

                values.AsSpan(i, end - i).Sort();
                i = end;
            }
        }

        return (positions, values);
    }

    /// <summary>Returns the median of sorted values.</summary>
    public static double Median(ReadOnlySpan<double> sorted)
    {
        int half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] / 2) + (sorted[half] / 2);
    }
}
