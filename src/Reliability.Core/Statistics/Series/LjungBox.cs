using Reliability.Common.Internal;
using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>Tests whether the first autocorrelations of a series are all 0 (Ljung and Box 1978).</summary>
public static class LjungBox
{
    /// <summary>Tests an evenly spaced series without gaps.</summary>
    /// <param name="y">The values, finite, at least two.</param>
    /// <param name="lags">The number of autocorrelations, from 1 to the number of values minus 1.</param>
    /// <param name="fittedParameters">
    /// The number of parameters of the ARMA model whose residuals the values are, from 0 to below the number of lags.
    /// </param>
    /// <exception cref="ArgumentException">A value is not finite, or an argument is outside its range.</exception>
    public static LjungBoxResult Test(ReadOnlySpan<double> y, int lags, int fittedParameters = 0)
    {
        Check.That(y.Length >= 2, y.Length, "There must be at least two values.", nameof(y));
        Check.Between(lags, 1, y.Length - 1);
        Check.Between(fittedParameters, 0, lags - 1);
        Span<double> r = lags < 256 ? stackalloc double[lags + 1] : new double[lags + 1];
        double sum = 0;
        if (Autocorrelation.Compute(y, r))
        {
            for (int lag = lags; lag >= 1; lag--)
            {
                sum += r[lag] * r[lag] / (y.Length - lag);
            }
        }

        double q = y.Length * (y.Length + 2.0) * sum;
        int freedom = lags - fittedParameters;
        return new LjungBoxResult { Q = q, DegreesOfFreedom = freedom, PValue = DistributionFunctions.ChiSquareSurvival(q, freedom) };
    }
}
