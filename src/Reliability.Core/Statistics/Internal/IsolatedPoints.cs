namespace Reliability.Statistics.Internal;

/// <summary>
/// Limits isolated points: a value that is far from the running median of its neighbourhood, in a run of at most two such values, moves to
/// the limit. Steps and ramps pass through a running median, so they stay.
/// </summary>
internal static class IsolatedPoints
{
    private const int Radius = 3;
    private const int LongestRun = 2;

    /// <summary>The distance at which values are limited, in robust standard deviations.</summary>
    private const double Limit = 3.5;

    /// <summary>The distance from which a value is reported as an outlier.</summary>
    private const double Report = 5;

    // The median of the absolute values of a standard normal variable, and their mean, are the inverses of these.
    private const double DeviationPerMedian = 1.4826022185056018;
    private const double DeviationPerMean = 1.2533141373155;

    /// <summary>Limits the values in place, and returns the indices of the outliers, their expected values and their scores.</summary>
    public static List<(int Index, double Expected, double Score)> Remove(Span<double> values)
    {
        var outliers = new List<(int, double, double)>();
        int n = values.Length;
        if (n < 5)
        {
            return outliers;
        }

        var medians = new double[n];
        var distances = new double[n];
        Medians(values, medians);
        for (int i = 0; i < n; i++)
        {
            distances[i] = Math.Abs(values[i] - medians[i]);
        }

        double deviation = Deviation(distances);
        if (deviation == 0)
        {
            return outliers;
        }

        double limit = Limit * deviation;
        for (int i = 0; i < n; i++)
        {
            double off = values[i] - medians[i];
            if (Math.Abs(off) <= limit)
            {
                continue;
            }

            int end = i + 1;
            while (end < n && Math.Abs(values[end] - medians[end]) > limit && (values[end] > medians[end]) == (off > 0))
            {
                end++;
            }

            if (end - i <= LongestRun)
            {
                for (int at = i; at < end; at++)
                {
                    double score = (values[at] - medians[at]) / deviation;
                    if (Math.Abs(score) > Report)
                    {
                        outliers.Add((at, medians[at], score));
                    }

                    values[at] = medians[at] + (Math.Sign(off) * limit);
                }
            }

            i = end - 1;
        }

        return outliers;
    }

    private static double Deviation(double[] distances)
    {
        double mean = 0;
        foreach (double distance in distances)
        {
            mean += distance / distances.Length;
        }

        Array.Sort(distances);
        int middle = distances.Length / 2;
        double median = distances.Length % 2 == 1 ? distances[middle] : (distances[middle - 1] + distances[middle]) / 2;
        return median > 1e-9 * mean ? DeviationPerMedian * median : DeviationPerMean * mean;
    }

    private static void Medians(ReadOnlySpan<double> values, Span<double> medians)
    {
        Span<double> window = stackalloc double[(2 * Radius) + 1];
        for (int i = 0; i < values.Length; i++)
        {
            int from = Math.Max(0, i - Radius);
            int to = Math.Min(values.Length, i + Radius + 1);
            int count = 0;
            for (int j = from; j < to; j++)
            {
                double value = values[j];
                int at = count++;
                while (at > 0 && window[at - 1] > value)
                {
                    window[at] = window[at - 1];
                    at--;
                }

                window[at] = value;
            }

            medians[i] = (count & 1) == 1 ? window[count / 2] : (window[(count / 2) - 1] + window[count / 2]) / 2;
        }
    }
}
