namespace Reliability.Statistics.Internal;

/// <summary>
/// Limits isolated points: a value that is far from the running median of its neighbourhood, in a run of at most three such values, moves
/// to the limit. Steps and ramps pass through a running median, so they stay.
/// </summary>
internal static class IsolatedPoints
{
    private const int Radius = 3;
    private const int MaxRun = 3;
    private const int MinLength = 10;

    // Values lie within 1 of 0, so distances below this are rounding.
    private const double Rounding = 1e-13;

    /// <summary>The distance at which values are limited, in robust standard deviations.</summary>
    private const double Farthest = 3.5;

    // The inverses of the median and of the mean of the absolute values of a standard normal variable.
    private const double DeviationPerMedian = 1.4826022185056018;
    private const double DeviationPerMean = 1.2533141373155;

    // The same for the value that nine of ten absolute values are below.
    private const double DeviationPerTail = 0.6079568319117692;

    /// <summary>Limits the values in place, and returns the indices of the outliers, their expected values and their scores.</summary>
    /// <param name="positions">The positions of the values.</param>
    /// <param name="values">The values.</param>
    /// <param name="falseAlarm">The probability that a series of normal values has an outlier.</param>
    /// <param name="phaseCount">
    /// The number of phases whose noise may differ, or 0. It decides which values are outliers, and not which ones are limited.
    /// </param>
    public static List<(int Index, double Expected, double Score)> Limit(
        ReadOnlySpan<int> positions, Span<double> values, double falseAlarm, int phaseCount)
    {
        var outliers = new List<(int, double, double)>();
        int n = values.Length;
        if (n < MinLength)
        {
            return outliers;
        }

        var medians = new double[n];
        var distances = new double[n];
        Medians(values, medians);
        Extend(values, medians);
        for (int i = 0; i < n; i++)
        {
            distances[i] = Math.Abs(values[i] - medians[i]);
        }

        PhaseNoise? noise = phaseCount == 0 ? null : new PhaseNoise(positions, values, distances, phaseCount);
        (double deviation, double wide, bool isSparse) = Spread(distances);
        if (deviation <= Rounding)
        {
            return outliers;
        }

        double limit = Farthest * deviation;
        double report = DistributionFunctions.NormalQuantile(1 - (falseAlarm / (2 * n)));
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

            if (end - i <= MaxRun)
            {
                for (int at = i; at < end; at++)
                {
                    double score = (values[at] - medians[at]) / Math.Max(wide, noise?.DeviationAt(at) ?? 0);
                    if (Math.Abs(score) > report && noise?.StandsOut(at, i, end, report) != false)
                    {
                        outliers.Add((at, medians[at], score));
                    }

                    // Where most values are equal, a limit would be the only variation that is left.
                    values[at] = medians[at] + (isSparse ? 0 : Math.Sign(off) * limit);
                }
            }

            i = end - 1;
        }

        return outliers;
    }

    /// <summary>
    /// Sorts absolute distances, and returns their robust deviation, the wider one for outliers, and whether more than half of them are 0.
    /// Noise may have long tails, so the wider deviation lies between that of the middle of the distances and that of their tail.
    /// </summary>
    public static (double Middle, double Wide, bool IsSparse) Spread(double[] distances)
    {
        double mean = 0;
        foreach (double distance in distances)
        {
            mean += distance / distances.Length;
        }

        int n = distances.Length;
        Array.Sort(distances);
        double median = n % 2 == 1 ? distances[n / 2] : (distances[(n / 2) - 1] + distances[n / 2]) / 2;
        bool isSparse = median <= 1e-9 * mean;
        double middle = isSparse ? DeviationPerMean * mean : DeviationPerMedian * median;
        double tail = DeviationPerTail * distances[Math.Min(n - 1, n * 9 / 10)];
        return (middle, Math.Max(middle, Math.Sqrt(middle) * Math.Sqrt(tail)), isSparse);
    }

    /// <summary>
    /// At the ends, where the windows are one-sided, extends the slope of the medians where that is nearer to the value: the ends of a line
    /// are no outliers.
    /// </summary>
    private static void Extend(ReadOnlySpan<double> values, Span<double> medians)
    {
        int last = values.Length - 1;
        double first = (medians[2 * Radius] - medians[Radius]) / Radius;
        double final = (medians[last - Radius] - medians[last - (2 * Radius)]) / Radius;
        for (int i = 0; i < Radius; i++)
        {
            double start = medians[Radius] - (first * (Radius - i));
            medians[i] = Math.Abs(values[i] - start) < Math.Abs(values[i] - medians[i]) ? start : medians[i];
            double end = medians[last - Radius] + (final * (Radius - i));
            int mirrored = last - i;
            medians[mirrored] = Math.Abs(values[mirrored] - end) < Math.Abs(values[mirrored] - medians[mirrored]) ? end : medians[mirrored];
        }
    }

    /// <summary>Computes the running medians. The window is kept sorted: one value leaves it and one enters at each step.</summary>
    private static void Medians(ReadOnlySpan<double> values, Span<double> medians)
    {
        Span<double> window = stackalloc double[(2 * Radius) + 1];
        int count = 0;
        for (int i = 0; i < values.Length + Radius; i++)
        {
            int leaving = i - (2 * Radius) - 1;
            if (leaving >= 0)
            {
                int at = 0;
                while (window[at] != values[leaving])
                {
                    at++;
                }

                for (count--; at < count; at++)
                {
                    window[at] = window[at + 1];
                }
            }

            if (i < values.Length)
            {
                int at = count++;
                for (; at > 0 && window[at - 1] > values[i]; at--)
                {
                    window[at] = window[at - 1];
                }

                window[at] = values[i];
            }

            if (i >= Radius)
            {
                medians[i - Radius] = (count & 1) == 1 ? window[count / 2] : (window[(count / 2) - 1] + window[count / 2]) / 2;
            }
        }
    }
}
