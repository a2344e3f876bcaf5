namespace Reliability.Statistics.Internal;

/// <summary>
/// All fourfold tables with the given margins, by the number of marked items that are drawn. Their probabilities rise to the mode and fall
/// after it.
/// </summary>
internal readonly struct FourfoldTables(long draws, long marked, long population)
{
    private readonly long _min = Math.Max(0, draws + marked - population);
    private readonly long _max = Math.Min(draws, marked);
    private readonly long _mode = (long)((Int128)(draws + 1) * (marked + 1) / (population + 2));

    /// <summary>Returns the probability of all tables that are no likelier than the given one, within a relative slack.</summary>
    public double NoLikelierThan(long successes, double slack)
    {
        double limit = LogChance(successes) + slack;
        return LogChance(_mode) <= limit ? 1 : Math.Min(1, Tail(limit, successes, -1) + Tail(limit, successes, 1));
    }

    private double LogChance(long successes) => DistributionFunctions.HypergeometricLogPmf(successes, draws, marked, population);

    /// <summary>Returns the probability of the tables on one side of the mode that are no likelier.</summary>
    private double Tail(double limit, long observed, int side)
    {
        long unlikely = side < 0 ? _min : _max;
        long likely = _mode;
        if (LogChance(unlikely) > limit)
        {
            return 0;
        }

        if ((observed - _mode) * side > 0)
        {
            // Apart from the slack, the observed table is the first on its side.
            unlikely = observed;
            likely = LogChance(observed - side) > limit ? observed - side : likely;
        }

        while (Math.Abs(unlikely - likely) > 1)
        {
            long middle = likely + ((unlikely - likely) / 2);
            (likely, unlikely) = LogChance(middle) > limit ? (middle, unlikely) : (likely, middle);
        }

        return Math.Exp(LogChance(unlikely)) * Outward(unlikely, side);
    }

    /// <summary>Returns the sum of the probabilities from a table outwards, divided by the probability of that table.</summary>
    private double Outward(long from, int side)
    {
        double rest = population - marked - draws;
        double sum = 1;
        double term = 1;
        for (long k = from; k != (side < 0 ? _min : _max); k += side)
        {
            double ratio = side < 0
                ? k * (rest + k) / ((marked - k + 1d) * (draws - k + 1d))
                : (marked - k) * (double)(draws - k) / ((k + 1d) * (rest + k + 1));
            term *= ratio;
            sum += term;

            // The ratios decrease, so the remainder is at most a geometric series.
            if (term < 1e-17 * sum * (1 - ratio))
            {
                break;
            }
        }

        return sum;
    }
}
