using Reliability.Common.Internal;
using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>A straight line with the median slope of all pairs.</summary>
public sealed class TheilSenFit
{
    private readonly PairSlopes? _slopes;
    private readonly double _deviation;

    internal TheilSenFit(double[] x, double[] y)
    {
        Count = x.Length;
        if (Count == 0)
        {
            return;
        }

        double[] values = [.. y];
        values.AsSpan().Sort();
        MedianX = SeriesInput.Median(x);
        MedianY = SeriesInput.Median(values);
        if (Count == 1)
        {
            Intercept = MedianY;
            return;
        }

        _slopes = new PairSlopes(x, y);
        double n = Count;
        _deviation = Math.Sqrt(Math.Max(
            0, ((n * (n - 1) * ((2 * n) + 5)) - Ties.Of(x).Variance - Ties.Of(values).Variance) / 18));
        Slope = _slopes.Median;
        Intercept = Math.FusedMultiplyAdd(-Slope, MedianX, MedianY);
    }

    /// <summary>Gets the number of points.</summary>
    public int Count { get; }

    /// <summary>Gets the median slope; 0 for fewer than two points.</summary>
    public double Slope { get; }

    /// <summary>Gets the value of the line at x = 0.</summary>
    public double Intercept { get; }

    /// <summary>Gets the median of the positions; 0 without any.</summary>
    public double MedianX { get; }

    /// <summary>Gets the median of the values, which is the value of the line at <see cref="MedianX"/>; 0 without any.</summary>
    public double MedianY { get; }

    /// <summary>Returns the value of the line at a position.</summary>
    /// <param name="x">The position, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The position is not finite.</exception>
    public double Predict(double x) => Math.FusedMultiplyAdd(Slope, Check.Finite(x, nameof(x)) - MedianX, MedianY);

    /// <summary>
    /// Returns Sen's confidence interval of the slope, which takes ties into account and assumes independent errors;
    /// <see langword="null"/> for fewer than three points.
    /// </summary>
    /// <param name="confidence">The confidence level, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence level is outside its range.</exception>
    public ConfidenceInterval? GetSlopeInterval(double confidence = 0.95)
    {
        Check.Inside(confidence, 0, 1, nameof(confidence));
        if (_slopes is null || Count < 3)
        {
            return null;
        }

        double reach = -DistributionFunctions.NormalQuantile((1 - confidence) / 2) * _deviation;
        double low = Math.Max(Math.Round((_slopes.Count - reach) / 2) - 1, 0);
        double high = Math.Min(Math.Round((_slopes.Count + reach) / 2), _slopes.Count - 1);
        return new ConfidenceInterval(_slopes.Select((long)low), _slopes.Select((long)high), confidence);
    }
    /// <summary>Gives memory back that only makes further intervals faster.</summary>
    internal void Release() => _slopes?.Release();
}
