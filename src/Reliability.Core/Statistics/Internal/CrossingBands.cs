namespace Reliability.Statistics.Internal;

/// <summary>
/// Where a line, and where its confidence bands, rise to 0 at or after position 0: the roots of (level + slope·τ)² = factor²·(variance of
/// the line at τ).
/// </summary>
internal sealed class CrossingBands
{
    public CrossingBands(double level, double slope, in AutoregressiveLine line, double factor)
    {
        Slope = slope;
        Crossing = level >= 0 ? 0 : slope > 0 ? -level / slope : null;

        // The covariance keeps its sign: level and slope of a mirrored line are both negated.
        double square = factor * factor;
        double a = (slope * slope) - Margin(square, line.SlopeVariance);
        double b = (level * slope) - Margin(square, line.Covariance);
        double c = (level * level) - Margin(square, line.LevelVariance);
        var (near, far) = Roots(a, b, c);
        bool isRising = slope > 0 && a > 0;
        if (level >= 0)
        {
            Low = 0;
            High = c >= 0 ? 0 : isRising ? far : null;
            return;
        }

        Low = c <= 0 ? 0 : isRising ? near : a > 0 ? null : far;
        High = isRising ? far : null;
    }

    public double Slope { get; }

    /// <summary>Gets where the line is 0: 0 if it is above already, and <see langword="null"/> for never.</summary>
    public double? Crossing { get; }

    /// <summary>Gets where the upper band reaches 0, or <see langword="null"/> for never.</summary>
    public double? Low { get; }

    /// <summary>Gets where the lower band reaches 0 for good, or <see langword="null"/> for never.</summary>
    public double? High { get; }

    private static double Margin(double square, double variance) => variance == 0 ? 0 : square * variance;

    /// <summary>Returns the positive roots of aτ² + 2bτ + c, the smaller one first; a root that is not positive counts as 0.</summary>
    private static (double? Near, double? Far) Roots(double a, double b, double c)
    {
        double root = Math.Sqrt(Math.Max(0, (b * b) - (a * c)));
        double sum = -(b + Math.CopySign(root, b));
        double first = sum / a;
        double second = sum == 0 ? first : c / sum;
        if (!double.IsFinite(first))
        {
            first = second;
        }

        if (!double.IsFinite(second))
        {
            return (null, null);
        }

        return (Math.Max(0, Math.Min(first, second)), Math.Max(0, Math.Max(first, second)));
    }
}
