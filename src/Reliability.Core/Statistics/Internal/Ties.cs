namespace Reliability.Statistics.Internal;

/// <summary>Sums over the groups of equal values of a sorted sequence, each of t values.</summary>
internal readonly record struct Ties(long Pairs, double Triples, double Variance)
{
    /// <summary>Returns Σt(t-1)/2, Σt(t-1)(t-2) and Σt(t-1)(2t+5).</summary>
    public static Ties Of(ReadOnlySpan<double> sorted)
    {
        long pairs = 0;
        double triples = 0;
        double variance = 0;
        for (int i = 0; i < sorted.Length;)
        {
            int end = i + 1;
            while (end < sorted.Length && sorted[end] == sorted[i])
            {
                end++;
            }

            long t = end - i;
            pairs += t * (t - 1) / 2;
            triples += (double)(t * (t - 1)) * (t - 2);
            variance += (double)(t * (t - 1)) * ((2 * t) + 5);
            i = end;
        }

        return new Ties(pairs, triples, variance);
    }
}
