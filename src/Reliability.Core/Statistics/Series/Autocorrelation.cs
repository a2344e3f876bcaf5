using System.Buffers;
using Reliability.Common.Internal;
using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>
/// Computes the autocorrelation of an evenly spaced series without gaps: Σ(y_i - ȳ)(y_{i+k} - ȳ) / Σ(y_i - ȳ)². Sums are direct and
/// vectorised, so that k lags of n values take O(k·n).
/// </summary>
/// <remarks>
/// The result is the same on all hardware: sums are always formed in the same lanes, whatever the width of the registers.
/// </remarks>
public static class Autocorrelation
{
    /// <summary>Returns the autocorrelation at one lag; <see langword="null"/> if all values are equal.</summary>
    /// <param name="y">The values, finite.</param>
    /// <param name="lag">The lag, from 0 to the number of values minus 1.</param>
    /// <param name="estimator">How to normalize.</param>
    /// <exception cref="ArgumentException">A value is not finite, the lag is outside its range, or the estimator is unknown.</exception>
    public static double? At(
        ReadOnlySpan<double> y, int lag, AutocorrelationEstimator estimator = AutocorrelationEstimator.Biased)
    {
        Require(estimator);
        Check.Between(lag, 0, Math.Max(0, y.Length - 1));
        if (y.IsEmpty)
        {
            return null;
        }

        (double squares, double products) = LagProducts.At(y, SeriesInput.Pilot(y), lag);
        if (LagProducts.IsSafe(squares))
        {
            return Normalize(products / squares, y.Length, lag, estimator);
        }

        double[] scaled = Scaled(y);
        (squares, products) = LagProducts.At(scaled, SeriesInput.Pilot(scaled), lag);
        return squares == 0 ? null : Normalize(products / squares, y.Length, lag, estimator);
    }

    /// <summary>Computes the autocorrelations at the lags 0, 1, 2 and so on; the first is 1.</summary>
    /// <param name="y">The values, finite.</param>
    /// <param name="lags">Receives the autocorrelations. Its length is at most the number of values.</param>
    /// <param name="estimator">How to normalize.</param>
    /// <returns><see langword="false"/> if all values are equal; the autocorrelations are then 0.</returns>
    /// <exception cref="ArgumentException">A value is not finite, there are too many lags, or the estimator is unknown.</exception>
    public static bool Compute(
        ReadOnlySpan<double> y, Span<double> lags, AutocorrelationEstimator estimator = AutocorrelationEstimator.Biased)
    {
        Require(estimator);
        Check.Between(lags.Length, 0, y.Length, nameof(lags));
        lags.Clear();
        if (lags.IsEmpty)
        {
            return !y.IsEmpty && !SeriesInput.AreEqual(y);
        }

        double[] centred = ArrayPool<double>.Shared.Rent(y.Length);
        try
        {
            Span<double> values = centred.AsSpan(0, y.Length);
            LagProducts.Centre(y, SeriesInput.Pilot(y), values);
            LagProducts.All(values, lags);
            if (!LagProducts.IsSafe(lags[0]))
            {
                double[] scaled = Scaled(y);
                LagProducts.Centre(scaled, SeriesInput.Pilot(scaled), values);
                LagProducts.All(values, lags);
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(centred);
        }

        double squares = lags[0];
        if (squares == 0)
        {
            lags.Clear();
            return false;
        }

        for (int lag = 0; lag < lags.Length; lag++)
        {
            lags[lag] = Normalize(lags[lag] / squares, y.Length, lag, estimator);
        }

        return true;
    }

    /// <summary>Returns the bound that an autocorrelation of white noise exceeds with a probability of 1 - confidence: z/√n.</summary>
    /// <param name="count">The number of values, 1 or more.</param>
    /// <param name="confidence">The confidence level of one lag, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static double WhiteNoiseBound(int count, double confidence = 0.95) =>
        Quantile(confidence) / Math.Sqrt(Check.AtLeast(count, 1));

    /// <summary>
    /// Computes Bartlett's bounds, which at lag k assume a process without autocorrelation from k on: z·√((1 + 2Σr_j²)/n) over j &lt; k.
    /// </summary>
    /// <param name="lags">The autocorrelations at the lags 0, 1, 2 and so on.</param>
    /// <param name="count">The number of values of the series, 1 or more.</param>
    /// <param name="bounds">Receives the bound of each lag; that of lag 0 is 0.</param>
    /// <param name="confidence">The confidence level of one lag, above 0 and below 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a value is outside its range.</exception>
    public static void BartlettBounds(ReadOnlySpan<double> lags, int count, Span<double> bounds, double confidence = 0.95)
    {
        Check.Between(bounds.Length, lags.Length, lags.Length, nameof(bounds));
        double bound = WhiteNoiseBound(count, confidence);
        double sum = 0;
        for (int lag = 0; lag < lags.Length; lag++)
        {
            bounds[lag] = lag == 0 ? 0 : bound * Math.Sqrt(1 + (2 * sum));
            sum += lag == 0 ? 0 : lags[lag] * lags[lag];
        }
    }

    private static double Quantile(double confidence) =>
        -DistributionFunctions.NormalQuantile((1 - Check.Inside(confidence, 0, 1, nameof(confidence))) / 2);

    private static void Require(AutocorrelationEstimator estimator)
    {
        if (estimator is not (AutocorrelationEstimator.Biased or AutocorrelationEstimator.Adjusted))
        {
            Check.Word(estimator, nameof(estimator), AutocorrelationEstimator.Unknown);
        }
    }

    private static double[] Scaled(ReadOnlySpan<double> y)
    {
        double scale = SeriesInput.ScaleOf(y, nameof(y));
        double[] scaled = new double[y.Length];
        if (!SeriesInput.AreEqual(y))
        {
            for (int i = 0; i < scaled.Length; i++)
            {
                scaled[i] = y[i] * scale;
            }
        }

        return scaled;
    }

    private static double Normalize(double share, int count, int lag, AutocorrelationEstimator estimator) =>
        estimator == AutocorrelationEstimator.Adjusted ? share * count / (count - lag) : share;
}
