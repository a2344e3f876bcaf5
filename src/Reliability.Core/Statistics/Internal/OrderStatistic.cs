namespace Reliability.Statistics.Internal;

/// <summary>
/// Selects by rank without sorting: quickselect (Hoare, 1961) whose pivot is the quantile of a sample at the sought rank, so that about 1.3
/// reads of each value are expected. The partition has no branch that depends on a value.
/// </summary>
internal static class OrderStatistic
{
    private const int SampleSize = 31;
    private const int SortedLength = 64;

    /// <summary>
    /// Moves the value with a rank to its place. None before it is greater, and none after it is less.
    /// </summary>
    /// <param name="values">The values; none is NaN.</param>
    /// <param name="rank">The rank, from 0 to the number of values less 1.</param>
    public static void Select(Span<double> values, int rank)
    {
        Span<double> sample = stackalloc double[SampleSize];
        while (values.Length > SortedLength)
        {
            double pivot = Pivot(values, rank, sample);
            int less = Partition(values, pivot, orEqual: false);
            if (rank < less)
            {
                values = values[..less];
                continue;
            }

            // Values that equal the pivot would otherwise never be divided.
            values = values[less..];
            rank -= less;
            int equal = Partition(values, pivot, orEqual: true);
            if (rank < equal)
            {
                return;
            }

            values = values[equal..];
            rank -= equal;
        }

        values.Sort();
    }

    private static double Pivot(ReadOnlySpan<double> values, int rank, Span<double> sample)
    {
        for (int i = 0; i < SampleSize; i++)
        {
            sample[i] = values[(int)((long)i * (values.Length - 1) / (SampleSize - 1))];
        }

        sample.Sort();
        return sample[(int)((long)rank * SampleSize / values.Length)];
    }

    /// <summary>Moves the values below a pivot to the front and returns their number.</summary>
    private static int Partition(Span<double> values, double pivot, bool orEqual)
    {
        int front = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double value = values[i];
            values[i] = values[front];
            values[front] = value;
            front += (orEqual ? value <= pivot : value < pivot) ? 1 : 0;
        }

        return front;
    }
}
