using Reliability.Statistics;

namespace Reliability.Incidents.Internal;

/// <summary>
/// The interval of a median by order statistics: from the value of a rank to the value of the same rank from above. The number of values
/// below the median is binomial, whatever their distribution, so that the confidence is exact and nothing is drawn at random.
/// </summary>
internal static class MedianInterval
{
    /// <summary>The least number of values for which the smallest and the largest are an interval of 95 %.</summary>
    public const int MinCount = 6;

    private const double MinLevel = 0.95;

    /// <summary>Returns the greatest rank, from 1, with a confidence of at least 95 %, and that confidence.</summary>
    public static (int Rank, double Level)? Of(int count)
    {
        if (count < MinCount)
        {
            return null;
        }

        int low = 1;
        int high = count / 2;
        while (low < high)
        {
            int middle = low + ((high - low + 1) / 2);
            (low, high) = LevelOf(middle, count) >= MinLevel ? (middle, high) : (low, middle - 1);
        }

        return (low, LevelOf(low, count));
    }

    /// <summary>Returns the probability that the median is in the interval: 1 - 2 P(X &lt; rank) for X of Bin(count, 1/2).</summary>
    private static double LevelOf(int rank, int count) => 1 - (2 * Distributions.BinomialCdf(rank - 1, count, 0.5));
}
