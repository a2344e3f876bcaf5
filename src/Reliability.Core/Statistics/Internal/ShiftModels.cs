namespace Reliability.Statistics.Internal;

/// <summary>
/// Decides between levels, a line and autocorrelated noise as descriptions of a series, by their likelihood with normal errors, each with
/// and without first-order autocorrelation. A white series with a step, a line and a persistent series look alike to a test that knows
/// only one of them.
/// </summary>
internal sealed class ShiftModels(double[] values)
{
    private const double MaxAutocorrelation = 0.97;
    private const double MaxCorrection = 3;

    private readonly double[] _residuals = new double[values.Length];

    /// <summary>A description: its sum of squared errors, their autocorrelation, and the logarithm of its likelihood with both.</summary>
    internal readonly record struct Model(double Within, double Autocorrelation, double White, double Correlated);

    public Model Level() => Levels([]);

    public Model Line()
    {
        int n = values.Length;
        double mean = 0;
        double products = 0;
        double middle = (n - 1) / 2.0;
        for (int i = 0; i < n; i++)
        {
            mean += values[i];
            products += (i - middle) * values[i];
        }

        mean /= n;
        double slope = products / (n * ((double)n * n - 1) / 12);
        for (int i = 0; i < n; i++)
        {
            _residuals[i] = values[i] - mean - (slope * (i - middle));
        }

        return Of(2, 4);
    }

    public Model Levels(IReadOnlyList<LevelChange> changes)
    {
        int from = 0;
        for (int i = 0; i <= changes.Count; i++)
        {
            int to = i == changes.Count ? values.Length : changes[i].At;
            double mean = 0;
            for (int at = from; at < to; at++)
            {
                mean += values[at];
            }

            mean /= to - from;
            for (int at = from; at < to; at++)
            {
                _residuals[at] = values[at] - mean;
            }

            from = to;
        }

        return Of(changes.Count + 1, 3 * (changes.Count + 1));
    }

    private Model Of(double constantBias, double proportionalBias)
    {
        int n = _residuals.Length;
        double squares = _residuals[0] * _residuals[0];
        double products = 0;
        for (int i = 1; i < n; i++)
        {
            squares += _residuals[i] * _residuals[i];
            products += _residuals[i] * _residuals[i - 1];
        }

        double r = squares == 0 ? 0 : products / squares;
        double rho = Math.Clamp(r + ((constantBias + (proportionalBias * r)) / n), 0, MaxAutocorrelation);
        double white = -n / 2.0 * Math.Log(Math.Max(squares, double.Epsilon));

        // The correction of the bias counts for the likelihood too, but only so far: it is much too large around the level of a large step.
        double seen = Math.Clamp(r, 0, MaxAutocorrelation);
        double gain = Math.Min(-n / 2.0 * Math.Log(1 - (rho * rho)), (-n / 2.0 * Math.Log(1 - (seen * seen))) + MaxCorrection);
        return new Model(squares, rho, white, white + gain);
    }
}
