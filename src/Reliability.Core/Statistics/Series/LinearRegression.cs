using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>
/// Fits a straight line by least squares. Sums are taken from a point and a line near the data, and repeated from the fitted line until
/// nothing cancels, so that offsets as large as Unix times in milliseconds cost no digits. All functions are pure and allocate nothing.
/// </summary>
/// <remarks>
/// The result is the same on all hardware: sums are always formed in 16 lanes, whatever the width of the registers.
/// </remarks>
public static class LinearRegression
{
    /// <summary>Fits a line to pairs in any order.</summary>
    /// <param name="x">The positions, finite and not all equal.</param>
    /// <param name="y">The values, finite, as many as positions.</param>
    /// <returns>
    /// The line. With fewer than two pairs, it is a constant without an error; with two, the line through both, without an error.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The lengths differ, a value is not finite, all positions of at least two pairs are equal, or the slope exceeds a double.
    /// </exception>
    public static LinearFit Fit(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        SeriesInput.RequirePairs(x, y);
        if (y.Length < 2)
        {
            SeriesInput.RequireFinite(x, nameof(x));
            SeriesInput.RequireFinite(y, nameof(y));
            return y.IsEmpty ? default : LinearFit.Constant(1, x[0], y[0]);
        }

        return LineFitter.Fit(x, y);
    }

    /// <summary>Fits a line to evenly spaced values. The position of value i is start + i·step.</summary>
    /// <param name="y">The values, finite.</param>
    /// <param name="start">The position of the first value, finite.</param>
    /// <param name="step">The distance between two positions, finite and not 0.</param>
    /// <returns>
    /// The line. With fewer than two values, it is a constant without an error; with two, the line through both, without an error.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// A value is not finite, the step is 0, or the slope or a position exceeds a double.
    /// </exception>
    public static LinearFit Fit(ReadOnlySpan<double> y, double start = 0, double step = 1)
    {
        SeriesInput.RequireGrid(y.Length, start, step);
        if (y.Length < 2)
        {
            SeriesInput.RequireFinite(y, nameof(y));
            return y.IsEmpty ? default : LinearFit.Constant(1, start, y[0]);
        }

        return LineFitter.Fit(y, start, step);
    }
}
