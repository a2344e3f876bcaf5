namespace Reliability.Statistics.Internal;

/// <summary>
/// The values of a series, checked, and scaled such that no sum or square overflows or underflows: the scaled value is the difference from
/// the middle of the range divided by a power of two, and lies between -1 and 1.
/// </summary>
internal sealed class SeriesValues
{
    private readonly double _center;
    private readonly int _exponent;

    private SeriesValues(double[] scaled, double center, int exponent, bool isConstant) =>
        (Scaled, _center, _exponent, IsConstant) = (scaled, center, exponent, isConstant);

    public double[] Scaled { get; }

    public bool IsConstant { get; }

    public static SeriesValues From(ReadOnlySpan<int> positions, ReadOnlySpan<double> values)
    {
        if (positions.Length != values.Length)
        {
            throw new ArgumentException(
                $"There are {positions.Length} positions and {values.Length} values. Their numbers must be equal.", nameof(positions));
        }

        double minimum = double.PositiveInfinity;
        double maximum = double.NegativeInfinity;
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new ArgumentException($"The value at index {i} is {values[i]:R}. Values must be finite.", nameof(values));
            }

            if (i > 0 && positions[i] <= positions[i - 1])
            {
                throw new ArgumentException(
                    $"The position at index {i} is {positions[i]}, after {positions[i - 1]}. Positions must be strictly increasing.",
                    nameof(positions));
            }

            minimum = Math.Min(minimum, values[i]);
            maximum = Math.Max(maximum, values[i]);
        }

        return Scale(values, minimum, maximum);
    }

    /// <summary>Returns a difference in the unit of the series as one of scaled values.</summary>
    public double Reduce(double difference) => Math.ScaleB(difference, -_exponent);

    /// <summary>Returns a difference of scaled values in the unit of the series.</summary>
    public double Restore(double difference) =>
        Math.Clamp(Math.ScaleB(difference, _exponent), double.MinValue, double.MaxValue);

    /// <summary>Returns a scaled value in the unit of the series.</summary>
    public double RestoreLevel(double value) =>
        Math.Clamp(Math.ScaleB(value, _exponent) + _center, double.MinValue, double.MaxValue);

    private static SeriesValues Scale(ReadOnlySpan<double> values, double minimum, double maximum)
    {
        var scaled = new double[values.Length];
        double halfRange = (maximum / 2) - (minimum / 2);
        if (values.Length == 0 || maximum == minimum)
        {
            return new SeriesValues(scaled, values.Length == 0 ? 0 : minimum, 0, isConstant: true);
        }

        // A power of two changes no digit. Two factors, because one may exceed the range of a double.
        double center = (maximum / 2) + (minimum / 2);
        int exponent = halfRange == 0 ? -1074 : Math.ILogB(halfRange) + 1;
        double first = Math.ScaleB(1, -(exponent / 2));
        double second = Math.ScaleB(1, -(exponent - (exponent / 2)));
        for (int i = 0; i < values.Length; i++)
        {
            scaled[i] = (values[i] - center) * first * second;
        }

        return new SeriesValues(scaled, center, exponent, isConstant: false);
    }
}
