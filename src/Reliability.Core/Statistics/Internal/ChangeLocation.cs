namespace Reliability.Statistics.Internal;

/// <summary>
/// Estimates the location of a change. With a flat prior, the probability of a location is proportional to exp(B / 2σ²) with its sum of
/// squares B between the levels. The estimate is the middle of the seven places that hold most of it, which hits a tolerance of three
/// places more often than the single most probable place does.
/// </summary>
internal sealed class ChangeLocation(int capacity)
{
    private const int Tolerance = 3;

    // The weight of the place itself decides between places whose surroundings hold the same.
    private const double OwnWeight = 0.1;
    private const double Coverage = 0.95;

    private readonly double[] _weights = new double[capacity + 1];

    /// <summary>Returns the location of the change that was found last by the scan of the segment that starts at an index.</summary>
    public LevelChange Of(LevelScan scan, int start, int minimum, double inflation, double pValue)
    {
        int first = minimum;
        int last = scan.Length - minimum;
        double within = Math.Max(scan.Total - scan.ChangeSquares, 1e-24 * scan.Total);
        double scale = within == 0 ? 0 : (scan.Length - 2) / within / inflation / 2;
        double sum = 0;
        for (int at = first; at <= last; at++)
        {
            double exponent = (scan.Squares(at) - scan.ChangeSquares) * scale;
            _weights[at] = exponent < -40 ? 0 : Math.Exp(exponent);
            sum += _weights[at];
        }

        int best = scan.Change;
        double most = double.NegativeInfinity;
        double around = 0;
        for (int at = first - Tolerance; at <= last; at++)
        {
            around += at + Tolerance <= last ? _weights[at + Tolerance] : 0;
            around -= at - Tolerance - 1 >= first ? _weights[at - Tolerance - 1] : 0;
            if (at < first)
            {
                continue;
            }

            double score = around + (OwnWeight * _weights[at]);
            if (score > most * (1 + 1e-12))
            {
                (best, most) = (at, score);
            }
        }

        (int low, int high) = Interval(scan.Change, first, last, Coverage * sum);
        return new LevelChange(start + best, start + Math.Min(low, best), start + Math.Max(high, best), pValue);
    }

    /// <summary>Returns the interval that grows from the most probable place to the more probable side until it holds enough.</summary>
    private (int Low, int High) Interval(int middle, int first, int last, double enough)
    {
        (int low, int high) = (middle, middle);
        double held = _weights[middle];
        while (held < enough && (low > first || high < last))
        {
            double left = low > first ? _weights[low - 1] : -1;
            double right = high < last ? _weights[high + 1] : -1;
            held += left >= right ? _weights[--low] : _weights[++high];
        }

        return (low, high);
    }
}
