namespace Reliability.Statistics.Internal;

/// <summary>Forecasts from a fitted model.</summary>
internal static class SmoothingForecast
{
    private const int Paths = 4_000;

    public static ForecastPoint[] Of(SmoothingFit fit, int horizon, double confidence) =>
        fit.Form.IsMultiplicative ? Simulated(fit, horizon, confidence) : Closed(fit, horizon, confidence);

    /// <summary>
    /// Returns the variances of the errors of forecasts, in units of the variance one step ahead (Hyndman, Koehler, Ord, Snyder 2008, table
    /// 6.1): 1 + Σ c², with c the effect of an error j steps later, α + β(φ + ... + φʲ), plus γ at full periods.
    /// </summary>
    public static double[] Variances(SmoothingForm form, SmoothingWeights weights, int steps)
    {
        double[] result = new double[steps];
        double sum = 1;
        double power = 1;
        double damped = 0;
        for (int j = 1; j <= steps; j++)
        {
            result[j - 1] = sum;
            power *= weights.Phi;
            damped += power;
            double effect = weights.Alpha + (weights.Beta * damped) + (form.HasSeason && j % form.Period == 0 ? weights.Gamma : 0);
            sum += effect * effect;
        }

        return result;
    }

    /// <summary>Returns the forecasts of scaled values.</summary>
    public static double[] Values(SmoothingFit fit, int steps)
    {
        SmoothingForm form = fit.Form;
        ReadOnlySpan<double> season = fit.End.AsSpan(2);
        double[] result = new double[steps];
        double power = 1;
        double damped = 0;
        for (int j = 1; j <= steps; j++)
        {
            power *= fit.Weights.Phi;
            damped += power;
            double level = fit.End[0] + (damped * fit.End[1]);
            double part = season[(fit.Series.Values.Length + j - 1) % season.Length];
            result[j - 1] = form.IsMultiplicative ? level * part : fit.Series.Origin + level + part;
        }

        return result;
    }

    /// <summary>
    /// Returns the quantiles of simulated paths of a multiplicative season. A draw depends on the path and the step alone, so that a longer
    /// forecast begins with a shorter one.
    /// </summary>
    public static (double Low, double High)[] Bounds(
        SmoothingWeights weights, double[] state, int phase, double[] errors, int steps, double confidence)
    {
        int length = state.Length;
        double[] states = new double[Paths * length];
        for (int path = 0; path < Paths; path++)
        {
            state.CopyTo(states, path * length);
        }

        var bounds = new (double Low, double High)[steps];
        double[] reached = new double[Paths];
        double tail = (1 - confidence) / 2;
        for (int step = 0; step < steps; step++)
        {
            int part = 2 + ((phase + step) % (length - 2));
            for (int path = 0; path < Paths; path++)
            {
                ulong draw = Mix(((ulong)path << 32) | (uint)step);
                double error = errors[(int)Math.BigMul(draw, (ulong)errors.Length, out _)];
                reached[path] = Step(weights, states.AsSpan(path * length, length), part, error);
            }

            reached.AsSpan().Sort();
            bounds[step] = (Quantile(reached, tail), Quantile(reached, 1 - tail));
        }

        return bounds;
    }

    private static ForecastPoint[] Closed(SmoothingFit fit, int horizon, double confidence)
    {
        int lag = fit.Series.Lag;
        double[] values = Values(fit, lag + horizon);
        double[] variances = Variances(fit.Form, fit.Weights, lag + horizon);
        double tail = (1 - confidence) / 2;
        double? factor = fit.Variance is { } variance
            ? variance == 0 ? 0 : -DistributionFunctions.StudentQuantile(tail, fit.Freedom) * Math.Sqrt(variance)
            : null;
        return Points(fit, horizon, i => factor is { } f
            ? (values[i], values[i] - (f * Math.Sqrt(variances[i])), values[i] + (f * Math.Sqrt(variances[i])))
            : (values[i], null, null));
    }

    private static ForecastPoint[] Simulated(SmoothingFit fit, int horizon, double confidence)
    {
        int lag = fit.Series.Lag;
        double[] values = Values(fit, lag + horizon);
        if (fit.Freedom == 0)
        {
            return Points(fit, horizon, i => (values[i], null, null));
        }

        int phase = fit.Series.Values.Length % (fit.End.Length - 2);
        var bounds = Bounds(fit.Weights, fit.End, phase, RelativeErrors(fit), values.Length, confidence);
        return Points(fit, horizon, i => (values[i], bounds[i].Low, bounds[i].High));
    }

    /// <summary>Returns the relative errors of the fit, widened by the degrees of freedom.</summary>
    private static double[] RelativeErrors(SmoothingFit fit)
    {
        double[] all = new double[fit.Series.Values.Length];
        SmoothingFilter.Run(fit.Form, fit.Weights, fit.Series.Values, fit.Series.Origin, [.. fit.Start], all, relative: true);
        double widened = Math.Sqrt((double)fit.Series.Count / fit.Freedom);
        double[] errors = new double[fit.Series.Count];
        int next = 0;
        for (int t = 0; t < all.Length; t++)
        {
            if (!double.IsNaN(fit.Series.Values[t]))
            {
                errors[next++] = Math.Max(widened * all[t], -0.999999);
            }
        }

        return errors;
    }

    /// <summary>Moves a state by one step and returns the value. A level that would fall to 0 stays just above it.</summary>
    private static double Step(SmoothingWeights weights, Span<double> state, int phase, double error)
    {
        double ahead = Math.Max(state[0] + (weights.Phi * state[1]), 1e-300);
        double part = state[phase];
        state[0] = ahead * (1 + (weights.Alpha * error));
        state[1] = (weights.Phi * state[1]) + (weights.Beta * ahead * error);
        state[phase] = part * (1 + (weights.Gamma * error));
        return ahead * part * (1 + error);
    }

    private static ForecastPoint[] Points(SmoothingFit fit, int horizon, Func<int, (double Value, double? Low, double? High)> at)
    {
        var points = new ForecastPoint[horizon];
        for (int i = 0; i < horizon; i++)
        {
            var (value, low, high) = at(fit.Series.Lag + i);
            points[i] = new ForecastPoint
            {
                Step = i + 1,
                Value = fit.Series.Restore(value),
                Low = low is { } bottom ? fit.Series.RestoreBound(bottom) : null,
                High = high is { } top ? fit.Series.RestoreBound(top) : null,
            };
        }

        return points;
    }

    private static double Quantile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = Math.Min((int)place, sorted.Length - 2);
        return sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below]));
    }

    /// <summary>The finalizer of SplitMix64 (Stafford's variant 13).</summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
