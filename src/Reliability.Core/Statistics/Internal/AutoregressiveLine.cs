namespace Reliability.Statistics.Internal;

/// <summary>
/// A line with errors that are autoregressive of order 1, fitted by restricted maximum likelihood. The correlation of two errors is ρ to
/// the power of their distance, so a missing value only makes a distance greater. H. D. Patterson, R. Thompson (1971).
/// </summary>
internal readonly struct AutoregressiveLine
{
    /// <summary>Beyond it, a line cannot be told from a random walk.</summary>
    private const double MaxCorrelation = 0.99;

    private AutoregressiveLine(in Sums sums, double correlation, double residual)
    {
        Correlation = correlation;
        Slope = sums.Slope;
        Level = sums.Level;
        double variance = residual / sums.Determinant;
        LevelVariance = variance * sums.SXX;
        Covariance = -variance * sums.SX;
        SlopeVariance = variance * sums.S1;
    }

    /// <summary>Gets the value of the line at position 0.</summary>
    public double Level { get; }

    public double Slope { get; }

    public double LevelVariance { get; }

    public double Covariance { get; }

    public double SlopeVariance { get; }

    /// <summary>Gets the correlation of errors at the distance 1, at least 0.</summary>
    public double Correlation { get; }

    /// <summary>Fits a line to at least three values near 1 in size, at ascending positions.</summary>
    public static AutoregressiveLine Fit(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var independent = new Sums(x, y, 0);
        double size = 0;
        foreach (double value in y)
        {
            size = Math.Max(size, Math.Abs(value));
        }

        double rounding = size * Math.ScaleB(1, -50);
        if (independent.Residual <= x.Length * rounding * rounding)
        {
            return new AutoregressiveLine(independent, 0, 0);
        }

        double correlation = x.Length < 4 ? 0 : MostLikely(x, y);
        var sums = new Sums(x, y, correlation);
        return new AutoregressiveLine(sums, correlation, sums.Residual / (x.Length - 2));
    }

    /// <summary>Minimizes the deviance: first on a grid, then by golden sections around the best point of the grid.</summary>
    private static double MostLikely(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        const int Steps = 24;
        int best = 0;
        double least = double.PositiveInfinity;
        for (int i = 0; i <= Steps; i++)
        {
            double deviance = new Sums(x, y, MaxCorrelation * i / Steps).Deviance;
            if (deviance < least)
            {
                (best, least) = (i, deviance);
            }
        }

        double low = MaxCorrelation * Math.Max(best - 1, 0) / Steps;
        double high = MaxCorrelation * Math.Min(best + 1, Steps) / Steps;
        double golden = (Math.Sqrt(5) - 1) / 2;
        for (int i = 0; i < 24; i++)
        {
            double left = high - (golden * (high - low));
            double right = low + (golden * (high - low));
            if (new Sums(x, y, left).Deviance <= new Sums(x, y, right).Deviance)
            {
                high = right;
            }
            else
            {
                low = left;
            }
        }

        // A bound of the range is reached exactly.
        double between = (low + high) / 2;
        return best == 0 && least <= new Sums(x, y, between).Deviance ? 0 : between;
    }

    /// <summary>The sums of least squares after the errors have been made independent and equal in variance.</summary>
    private readonly struct Sums
    {
        public Sums(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double correlation)
        {
            // Around the first value, so that a great offset cancels before it is squared.
            double origin = y[0];
            double middle = x[0] / 2;
            var (s1, sx, sxx, sy, sxy) = (1.0, x[0] - middle, Square(x[0] - middle), 0.0, 0.0);
            double spread = 0;
            double product = 1;
            for (int i = 1; i < x.Length; i++)
            {
                var (one, position, value, part) = Step(x, y, i, correlation, origin, middle);
                s1 += one * one;
                sx += one * position;
                sxx += position * position;
                sy += one * value;
                sxy += position * value;

                // The logarithm of a product, taken before it underflows.
                product *= part;
                if (product < 1e-200)
                {
                    spread += Math.Log(product);
                    product = 1;
                }
            }

            double determinant = (s1 * sxx) - (sx * sx);
            Slope = ((s1 * sxy) - (sx * sy)) / determinant;
            double level = ((sxx * sy) - (sx * sxy)) / determinant;
            double residual = Square(-level - (Slope * (x[0] - middle)));
            for (int i = 1; i < x.Length; i++)
            {
                var (one, position, value, _) = Step(x, y, i, correlation, origin, middle);
                residual += Square(value - (level * one) - (Slope * position));
            }

            Residual = residual;
            Determinant = determinant;
            Level = level + origin - (Slope * middle);
            S1 = s1;
            SX = sx + (middle * s1);
            SXX = sxx + (2 * middle * sx) + (middle * middle * s1);
            Deviance = ((x.Length - 2) * Math.Log(residual)) + spread + Math.Log(product) + Math.Log(determinant);
        }

        public double S1 { get; }

        public double SX { get; }

        public double SXX { get; }

        public double Determinant { get; }

        public double Slope { get; }

        public double Level { get; }

        public double Residual { get; }

        /// <summary>Gets -2 times the logarithm of the restricted likelihood, up to a constant.</summary>
        public double Deviance { get; }

        private static double Square(double value) => value * value;

        /// <summary>Returns the parts of value i that its predecessor does not predict, and the share of its variance in them.</summary>
        private static (double One, double Position, double Value, double Part) Step(
            ReadOnlySpan<double> x, ReadOnlySpan<double> y, int i, double correlation, double origin, double middle)
        {
            double distance = x[i] - x[i - 1];
            double kept = correlation == 0 ? 0 : distance == 1 ? correlation : Math.Pow(correlation, distance);
            double part = 1 - (kept * kept);
            double weight = 1 / Math.Sqrt(part);
            return (
                (1 - kept) * weight,
                (x[i] - middle - (kept * (x[i - 1] - middle))) * weight,
                (y[i] - origin - (kept * (y[i - 1] - origin))) * weight,
                part);
        }
    }
}
