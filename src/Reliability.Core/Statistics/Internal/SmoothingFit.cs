namespace Reliability.Statistics.Internal;

/// <summary>A model fitted to a series.</summary>
internal sealed class SmoothingFit
{
    /// <summary>Where the search for the weights starts, as points of the unit cube: α, β/α, γ/(1 - α), damping.</summary>
    private static readonly double[][] Starts = [[0.3, 0.05, 0.1, 0.9], [0.7, 0.05, 0.3, 0.5], [0.1, 0.02, 0.02, 0.9]];

    private SmoothingFit(SmoothingSeries series, SmoothingForm form, SmoothingWeights weights, double[] start)
    {
        (Series, Form, Weights, Start) = (series, form, weights, start);
        double[] state = [.. start];
        double[] errors = new double[series.Values.Length];
        SquaredErrors = SmoothingFilter.Run(form, weights, series.Values, series.Origin, state, errors);
        End = state;
        int free = series.Count - form.ParameterCount;
        Freedom = Math.Max(0, free);
        Variance = free > 0 ? SquaredErrors / free : null;
        int k = form.ParameterCount + 1;
        double n = series.Count;
        double least = n * Math.ScaleB(1, -96);
        Aicc = SquaredErrors > 0 && n - k - 1 > 0
            ? (n * Math.Log(Math.Max(SquaredErrors, least) / n)) + (2 * k * n / (n - k - 1))
            : double.NaN;
    }

    public SmoothingSeries Series { get; }

    public SmoothingForm Form { get; }

    public SmoothingWeights Weights { get; }

    /// <summary>Gets the state before the first value.</summary>
    public double[] Start { get; }

    /// <summary>Gets the state after the last value.</summary>
    public double[] End { get; }

    /// <summary>Gets the sum of squared errors one step ahead, of the scaled values.</summary>
    public double SquaredErrors { get; }

    /// <summary>Gets the degrees of freedom of the variance.</summary>
    public int Freedom { get; }

    /// <summary>Gets the variance of the errors of scaled values, or null if there are too few values.</summary>
    public double? Variance { get; }

    public double Aicc { get; }

    public double? ErrorDeviation => Variance is { } variance ? Series.Restore(Math.Sqrt(variance)) : null;

    /// <summary>Returns a model with given weights and a given first state.</summary>
    public static SmoothingFit Of(SmoothingSeries series, SmoothingForm form, SmoothingWeights weights, double[] start) =>
        new(series, form, weights, start);

    /// <summary>Fits the weights and the first state in turn, each given the other.</summary>
    public static SmoothingFit Fit(SmoothingSeries series, SmoothingForm form)
    {
        double[] start = SmoothingStart.First(form, series);
        if (series.IsConstant)
        {
            return new SmoothingFit(series, form, form.Weights([0, 0, 0, 1]), start);
        }

        double[] state = new double[start.Length];
        double[] errors = new double[series.Values.Length];
        double Cost(double[] point)
        {
            start.CopyTo(state, 0);
            return SmoothingFilter.Run(form, form.Weights(point), series.Values, series.Origin, state, errors);
        }

        double[] best = [];
        double least = double.PositiveInfinity;
        foreach (double[] from in Starts)
        {
            double[] point = NelderMead.Minimize(Cost, Point(form, from), 0.15);
            double cost = Cost(point);
            if (best.Length == 0 || cost < least)
            {
                (best, least) = (point, cost);
            }
        }

        for (int round = 0; round < 6; round++)
        {
            double before = least;
            start = SmoothingStart.Improve(form, form.Weights(best), series.Values, series.Origin, start);
            best = NelderMead.Minimize(Cost, best, 0.05);
            least = Cost(best);
            if (!(least < before * (1 - 1e-6)))
            {
                break;
            }
        }

        return new SmoothingFit(series, form, form.Weights(best), start);
    }

    /// <summary>Returns the coordinates that the form has.</summary>
    private static double[] Point(SmoothingForm form, double[] all)
    {
        List<double> point = [all[0]];
        if (form.HasTrend)
        {
            point.Add(all[1]);
        }

        if (form.HasSeason)
        {
            point.Add(all[2]);
        }

        if (form.Trend == TrendComponent.Damped)
        {
            point.Add(all[3]);
        }

        return [.. point];
    }
}
