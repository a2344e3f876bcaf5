using Reliability.Common.Internal;
using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>
/// A straight line that was fitted by least squares. No property is NaN or infinite: what the values do not determine is
/// <see langword="null"/>.
/// </summary>
public readonly record struct LinearFit
{
    // NaN stands for null.
    private readonly double _correlation;
    private readonly double _deviation;
    private readonly double _slopeError;
    private readonly double _interceptError;
    private readonly double _t;

    // A point of the line whose position is an exact double, as the mean seldom is, and the distance of the mean from it.
    private readonly double _pivotX;
    private readonly double _pivotY;
    private readonly double _meanFromPivot;

    internal LinearFit(
        int count,
        double slope,
        double intercept,
        double correlation,
        double deviation,
        double slopeError,
        double interceptError,
        double t,
        double meanX,
        double meanY,
        double pivotX,
        double pivotY,
        double meanFromPivot)
    {
        Count = count;
        Slope = slope;
        Intercept = intercept;
        MeanX = meanX;
        MeanY = meanY;
        _correlation = correlation;
        _deviation = deviation;
        _slopeError = slopeError;
        _interceptError = interceptError;
        _t = t;
        _pivotX = pivotX;
        _pivotY = pivotY;
        _meanFromPivot = meanFromPivot;
    }

    /// <summary>Gets the number of pairs.</summary>
    public int Count { get; }

    /// <summary>Gets the change of the line per unit of x. It is exactly 0 if all values are equal, and for fewer than two pairs.</summary>
    public double Slope { get; }

    /// <summary>Gets the value of the line at x = 0.</summary>
    public double Intercept { get; }

    /// <summary>Gets the mean of the positions; 0 without any.</summary>
    public double MeanX { get; }

    /// <summary>Gets the mean of the values, which is the value of the line at <see cref="MeanX"/>; 0 without any.</summary>
    public double MeanY { get; }

    /// <summary>Gets the number of pairs minus 2, and at least 0.</summary>
    public int DegreesOfFreedom => Math.Max(0, Count - 2);

    /// <summary>
    /// Gets Pearson's correlation of x and y, from -1 to 1; <see langword="null"/> if all values are equal, and for fewer than two pairs.
    /// </summary>
    public double? Correlation => Count >= 2 ? NullIfUnknown(_correlation) : null;

    /// <summary>
    /// Gets the share of the variance of y that the line explains; <see langword="null"/> if all values are equal, and for fewer than two
    /// pairs.
    /// </summary>
    public double? RSquared => Correlation * Correlation;

    /// <summary>
    /// Gets the standard deviation of the residuals, with n - 2 as divisor; <see langword="null"/> for fewer than three pairs.
    /// </summary>
    public double? ResidualStandardDeviation => HasErrors ? _deviation : null;

    /// <summary>Gets the standard error of the slope; <see langword="null"/> for fewer than three pairs.</summary>
    public double? SlopeStandardError => HasErrors ? _slopeError : null;

    /// <summary>Gets the standard error of the intercept; <see langword="null"/> for fewer than three pairs.</summary>
    public double? InterceptStandardError => HasErrors ? _interceptError : null;

    /// <summary>
    /// Gets the slope in standard errors; <see langword="null"/> for fewer than three pairs, and if the standard error is 0.
    /// </summary>
    public double? T => HasErrors ? NullIfUnknown(_t) : null;

    private bool HasErrors => Count >= 3;

    /// <summary>
    /// Returns the two-sided p-value of the slope under independent normal errors: 1 if all values are equal, 0 if all pairs lie on a line
    /// that rises or falls, <see langword="null"/> for fewer than three pairs.
    /// </summary>
    /// <remarks>
    /// Autocorrelated values have a trend far more often than this probability says. <see cref="MannKendall"/> has a correction.
    /// </remarks>
    public double? GetPValue()
    {
        if (!HasErrors)
        {
            return null;
        }

        return T is { } t ? Math.Min(1, 2 * DistributionFunctions.StudentSurvival(Math.Abs(t), DegreesOfFreedom)) : Slope == 0 ? 1 : 0;
    }

    /// <summary>
    /// Returns the confidence interval of the slope under independent normal errors; <see langword="null"/> for fewer than three pairs.
    /// </summary>
    /// <param name="confidence">The confidence level, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence level is outside its range.</exception>
    public ConfidenceInterval? GetSlopeInterval(double confidence = 0.95) => Around(Slope, _slopeError, confidence);

    /// <summary>
    /// Returns the confidence interval of the line at a position, which is that of the mean there and not that of a single value;
    /// <see langword="null"/> for fewer than three pairs.
    /// </summary>
    /// <param name="x">The position, finite.</param>
    /// <param name="confidence">The confidence level, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public ConfidenceInterval? GetLineInterval(double x, double confidence = 0.95) =>
        Around(Predict(x), double.Hypot(_deviation / Math.Sqrt(Count), _slopeError * (x - _pivotX - _meanFromPivot)), confidence);

    /// <summary>Returns the value of the line at a position.</summary>
    /// <param name="x">The position, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The position is not finite.</exception>
    public double Predict(double x) => Math.FusedMultiplyAdd(Slope, Check.Finite(x, nameof(x)) - _pivotX, _pivotY);

    internal static LinearFit Constant(int count, double meanX, double y) =>
        new(count, 0, y, double.NaN, 0, 0, 0, double.NaN, meanX, y, meanX, y, 0);

    private static double? NullIfUnknown(double value) => double.IsNaN(value) ? null : value;

    private ConfidenceInterval? Around(double centre, double error, double confidence)
    {
        Check.Inside(confidence, 0, 1, nameof(confidence));
        if (!HasErrors)
        {
            return null;
        }

        double half = error == 0 ? 0 : -error * DistributionFunctions.StudentQuantile((1 - confidence) / 2, DegreesOfFreedom);
        return new ConfidenceInterval(centre - half, centre + half, confidence);
    }
}
