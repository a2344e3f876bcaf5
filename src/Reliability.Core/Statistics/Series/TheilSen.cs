using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>
/// Fits a straight line whose slope is the median of the slopes of all pairs, and whose intercept is the median of y less the slope times
/// the median of x. Up to 29 % of the points may be arbitrary without an arbitrary result.
/// </summary>
/// <remarks>
/// Theil (1950), Sen (1968). Up to 512 points, the slopes of all pairs are computed; for more, the median is selected in expected
/// O(n log n), and the result is the same up to rounding.
/// </remarks>
public static class TheilSen
{
    /// <summary>Fits a line to pairs in any order. Pairs with equal positions have no slope.</summary>
    /// <param name="x">The positions, finite and not all equal.</param>
    /// <param name="y">The values, finite, as many as positions.</param>
    /// <returns>The line. With fewer than two pairs, it is a constant.</returns>
    /// <exception cref="ArgumentException">
    /// The lengths differ, a value is not finite, all positions of at least two pairs are equal, or a slope exceeds a double.
    /// </exception>
    public static TheilSenFit Fit(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        SeriesInput.RequirePairs(x, y);
        SeriesInput.RequireFinite(x, nameof(x));
        SeriesInput.RequireFinite(y, nameof(y));
        (double[] positions, double[] values) = SeriesInput.Sorted(x, y);
        return new TheilSenFit(positions, values);
    }

    /// <summary>Fits a line to evenly spaced values. The position of value i is start + i·step.</summary>
    /// <param name="y">The values, finite.</param>
    /// <param name="start">The position of the first value, finite.</param>
    /// <param name="step">The distance between two positions, finite and not 0.</param>
    /// <returns>The line. With fewer than two values, it is a constant.</returns>
    /// <exception cref="ArgumentException">
    /// A value is not finite, the step is 0, or a slope or a position exceeds a double.
    /// </exception>
    public static TheilSenFit Fit(ReadOnlySpan<double> y, double start = 0, double step = 1)
    {
        SeriesInput.RequireGrid(y.Length, start, step);
        return Fit(SeriesInput.Grid(y.Length, start, step), y);
    }
}
