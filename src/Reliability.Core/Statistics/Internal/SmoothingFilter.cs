namespace Reliability.Statistics.Internal;

/// <summary>
/// The state space form of exponential smoothing (Hyndman, Koehler, Ord, Snyder 2008, table 2.1). A state is the level, the slope, and the
/// season at the phases of the period.
/// </summary>
internal static class SmoothingFilter
{
    /// <summary>Below it, a level or a factor of a multiplicative season has no meaning.</summary>
    private const double Floor = 1e-9;

    /// <summary>
    /// Carries a state through all values and returns the sum of squared errors one step ahead, or infinity where a multiplicative model
    /// leaves its range. A gap has the error 0.
    /// </summary>
    /// <param name="form">The components.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="values">The values; gaps are NaN.</param>
    /// <param name="origin">What an additive model subtracts from each value.</param>
    /// <param name="state">The state before the first value; the state after the last value on return.</param>
    /// <param name="errors">Receives the errors.</param>
    /// <param name="relative">Whether the errors are shares of the forecasts.</param>
    public static double Run(
        SmoothingForm form,
        SmoothingWeights weights,
        ReadOnlySpan<double> values,
        double origin,
        Span<double> state,
        Span<double> errors,
        bool relative = false)
    {
        bool isMultiplicative = form.IsMultiplicative;
        double shift = isMultiplicative ? 0 : origin;
        double level = state[0];
        double slope = state[1];
        Span<double> season = state[2..];
        double sum = 0;
        int phase = 0;
        for (int t = 0; t < values.Length; t++)
        {
            double ahead = level + (weights.Phi * slope);
            double part = season[phase];
            double forecast = isMultiplicative ? ahead * part : ahead + part;
            if (isMultiplicative && !(ahead > Floor && part > Floor))
            {
                return double.PositiveInfinity;
            }

            double error = double.IsNaN(values[t]) ? 0 : values[t] - shift - forecast;
            sum += error * error;
            errors[t] = relative ? error / forecast : error;
            double ofLevel = isMultiplicative ? error / part : error;
            level = ahead + (weights.Alpha * ofLevel);
            slope = (weights.Phi * slope) + (weights.Beta * ofLevel);
            season[phase] = part + (weights.Gamma * (isMultiplicative ? error / ahead : error));
            phase = phase + 1 == season.Length ? 0 : phase + 1;
        }

        (state[0], state[1]) = (level, slope);
        return double.IsNaN(sum) ? double.PositiveInfinity : sum;
    }
}
