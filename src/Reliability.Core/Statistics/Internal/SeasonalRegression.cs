namespace Reliability.Statistics.Internal;

/// <summary>
/// The regression of a series on a linear trend and the phases of a season, by generalised least squares with first-order autoregressive
/// errors. At a distance of d positions, the errors have the correlation ρᵈ, so gaps need no special case.
/// </summary>
internal sealed class SeasonalRegression
{
    private const int Iterations = 3;
    private const double MaxAutocorrelation = 0.97;
    private const int MinDegreesOfFreedom = 5;

    private SeasonalRegression(double f, double pValue, double strength, double autocorrelation, double[] profile) =>
        (F, PValue, Strength, Autocorrelation, Profile) = (f, pValue, strength, autocorrelation, profile);

    public double F { get; }

    public double PValue { get; }

    public double Strength { get; }

    public double Autocorrelation { get; }

    /// <summary>Gets the effect of each phase. The effects of the phases that have values sum to 0.</summary>
    public double[] Profile { get; }

    /// <summary>Returns the fit, or null if there are too few values for one.</summary>
    public static SeasonalRegression? Fit(ReadOnlySpan<int> positions, ReadOnlySpan<double> values, int period)
    {
        int n = positions.Length;
        var columnOf = new int[period];
        var phase = new int[n];
        int phases = 0;
        double middle = ((double)positions[0] + positions[^1]) / 2;
        double span = Math.Max(1, ((double)positions[^1] - positions[0]) / 2);
        var time = new double[n];
        for (int i = 0; i < n; i++)
        {
            int remainder = ((positions[i] % period) + period) % period;
            columnOf[remainder] = columnOf[remainder] == 0 ? ++phases : columnOf[remainder];
            phase[i] = columnOf[remainder];
            time[i] = (positions[i] - middle) / span;
        }

        int degreesOfFreedom = n - phases - 1;
        if (phases < 2 || degreesOfFreedom < MinDegreesOfFreedom)
        {
            return null;
        }

        var problem = new Problem(positions, values, time, phase, phases);
        double rho = 0;
        double[] coefficients = problem.Solve(rho);
        for (int i = 0; i < Iterations; i++)
        {
            double estimate = problem.Correlation(coefficients);
            if (estimate == rho)
            {
                break;
            }

            rho = estimate;
            coefficients = problem.Solve(rho);
        }

        (double full, double reduced) = problem.Errors(coefficients, rho);

        // Rounding leaves an error of this order even where the fit is exact.
        double difference = Math.Max(0, reduced - full);
        bool isExact = full <= 1e-26 * reduced;
        double f = isExact ? double.PositiveInfinity : difference / (phases - 1) / (full / degreesOfFreedom);
        double total = full + difference;
        double pValue = isExact
            ? 0 : BetaTail.Of(degreesOfFreedom / 2.0, (phases - 1) / 2.0, full / total, difference / total);
        return new SeasonalRegression(f, pValue, problem.Strength(coefficients), rho, Profiled(coefficients, columnOf, phases));
    }

    private static double[] Profiled(double[] coefficients, int[] columnOf, int phases)
    {
        double mean = 0;
        for (int i = 1; i <= phases; i++)
        {
            mean += coefficients[i] / phases;
        }

        var profile = new double[columnOf.Length];
        for (int i = 0; i < profile.Length; i++)
        {
            profile[i] = columnOf[i] == 0 ? 0 : coefficients[columnOf[i]] - mean;
        }

        return profile;
    }

    /// <summary>The rows of the regression. Column 0 is the time, column k the indicator of the k-th phase that has values.</summary>
    private readonly ref struct Problem(
        ReadOnlySpan<int> positions, ReadOnlySpan<double> values, double[] time, int[] phase, int phases)
    {
        private readonly ReadOnlySpan<int> _positions = positions;
        private readonly ReadOnlySpan<double> _values = values;
        private readonly double[] _time = time;
        private readonly int[] _phase = phase;
        private readonly int _phases = phases;

        public double[] Solve(double rho)
        {
            var equations = new NormalEquations(_phases + 1);
            for (int i = 0; i < _values.Length; i++)
            {
                (double before, double scale) = Weights(i, rho);
                int earlier = i == 0 ? _phase[0] : _phase[i - 1];
                equations.Add(
                    scale * (_time[i] - (before * Before(_time, i))),
                    _phase[i],
                    scale,
                    earlier,
                    -scale * before,
                    scale * (_values[i] - (before * Before(_values, i))));
            }

            return equations.Solve();
        }

        /// <summary>Returns the lag-1 autocorrelation of the residuals, corrected for its bias and limited to the range from 0.</summary>
        public double Correlation(double[] coefficients)
        {
            int n = _values.Length;
            double squares = 0;
            double products = 0;
            int pairs = 0;
            double previous = 0;
            for (int i = 0; i < n; i++)
            {
                double residual = Residual(coefficients, i);
                squares += residual * residual;
                if (i > 0 && _positions[i] == _positions[i - 1] + 1)
                {
                    products += residual * previous;
                    pairs++;
                }

                previous = residual;
            }

            if (pairs == 0 || squares == 0)
            {
                return 0;
            }

            // Without gaps this is the usual estimator, whose sum of n - 1 products is divided by the sum of n squares.
            double r = products / squares * ((n - 1.0) / pairs);
            double corrected = r + ((1 + (4 * r)) / n);
            return corrected < 1 / Math.Sqrt(n) ? 0 : Math.Min(corrected, MaxAutocorrelation);
        }

        /// <summary>Returns the weighted sums of squared errors with and without the phases.</summary>
        public (double Full, double Reduced) Errors(double[] coefficients, double rho)
        {
            var line = new NormalEquations(2);
            for (int i = 0; i < _values.Length; i++)
            {
                (double before, double scale) = Weights(i, rho);
                line.Add(
                    scale * (_time[i] - (before * Before(_time, i))),
                    1,
                    scale * (1 - before),
                    1,
                    0,
                    scale * (_values[i] - (before * Before(_values, i))));
            }

            double[] reduced = line.Solve();
            double fullErrors = 0;
            double reducedErrors = 0;
            double previousFull = 0;
            double previousReduced = 0;
            for (int i = 0; i < _values.Length; i++)
            {
                (double before, double scale) = Weights(i, rho);
                double full = Residual(coefficients, i);
                double plain = _values[i] - reduced[1] - (reduced[0] * _time[i]);
                fullErrors += Square(scale * (full - (before * previousFull)));
                reducedErrors += Square(scale * (plain - (before * previousReduced)));
                (previousFull, previousReduced) = (full, plain);
            }

            return (fullErrors, reducedErrors);
        }

        public double Strength(double[] coefficients)
        {
            int n = _values.Length;
            double mean = 0;
            double seasonalMean = 0;
            for (int i = 0; i < n; i++)
            {
                mean += Residual(coefficients, i) / n;
                seasonalMean += (_values[i] - (coefficients[0] * _time[i])) / n;
            }

            double remainder = 0;
            double withSeason = 0;
            for (int i = 0; i < n; i++)
            {
                remainder += Square(Residual(coefficients, i) - mean);
                withSeason += Square(_values[i] - (coefficients[0] * _time[i]) - seasonalMean);
            }

            return withSeason == 0 ? 0 : Math.Clamp(1 - (remainder / withSeason), 0, 1);
        }

        private static double Before(ReadOnlySpan<double> values, int i) => i == 0 ? 0 : values[i - 1];

        private static double Square(double x) => x * x;

        private double Residual(double[] coefficients, int i) =>
            _values[i] - (coefficients[0] * _time[i]) - coefficients[_phase[i]];

        /// <summary>Returns the weight of the point before, and the factor that gives the row the variance of the innovations.</summary>
        private (double Before, double Scale) Weights(int i, double rho)
        {
            if (rho == 0)
            {
                return (0, 1);
            }

            double stationary = 1 - (rho * rho);
            if (i == 0)
            {
                return (0, Math.Sqrt(stationary));
            }

            int distance = _positions[i] - _positions[i - 1];
            if (distance == 1)
            {
                return (rho, 1);
            }

            double before = distance < 0 ? 0 : Math.Pow(rho, distance);
            return (before, Math.Sqrt(stationary / (1 - (before * before))));
        }
    }
}
