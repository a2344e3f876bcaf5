using Reliability.Common.Internal;

namespace Reliability.Statistics.Internal;

/// <summary>
/// The values of a series less a threshold, scaled by a power of two, at distances from the last position in units of the median distance.
/// </summary>
internal sealed class CrossingProblem
{
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly double _unit;
    private readonly int _exponent;

    private CrossingProblem(double[] x, double[] y, double last, double unit, int exponent)
    {
        (_x, _y, Last, _unit, _exponent) = (x, y, last, unit, exponent);
    }

    public int Count => _x.Length;

    public double Last { get; }

    public static CrossingProblem Read(ReadOnlySpan<double> positions, ReadOnlySpan<double> values, double threshold)
    {
        if (positions.Length != values.Length)
        {
            throw new ArgumentException(
                Check.Text($"There must be as many values as positions; there are {values.Length} and {positions.Length}."),
                nameof(values));
        }

        if (positions.Length > 1 && double.IsInfinity(positions[^1] - positions[0]))
        {
            throw new ArgumentException("The distance from the first to the last position exceeds a double.", nameof(positions));
        }

        double size = Math.Abs(threshold);
        int count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(positions[i]) || (i > 0 && !(positions[i] > positions[i - 1])))
            {
                throw new ArgumentException(
                    Check.Text($"Positions must be finite and ascending; position {i} is {positions[i]}."), nameof(positions));
            }

            if (double.IsInfinity(values[i]))
            {
                throw new ArgumentException(Check.Text($"A value must be finite or NaN; value {i} is {values[i]}."), nameof(values));
            }

            if (!double.IsNaN(values[i]))
            {
                size = Math.Max(size, Math.Abs(values[i]));
                count++;
            }
        }

        // Half of the greatest value may be subtracted from half of the least without an overflow.
        int exponent = size == 0 ? 0 : -2 - Math.ILogB(size);
        double[] x = new double[count];
        double[] y = new double[count];
        double last = 0;
        for (int i = values.Length - 1, k = count - 1; i >= 0; i--)
        {
            if (double.IsNaN(values[i]))
            {
                continue;
            }

            last = k == count - 1 ? positions[i] : last;
            x[k] = positions[i] - last;
            y[k] = Math.ScaleB(values[i], exponent) - Math.ScaleB(threshold, exponent);
            k--;
        }

        double unit = MedianDistance(x);
        for (int k = 0; k < count; k++)
        {
            x[k] /= unit;
        }

        return new CrossingProblem(x, y, last, unit, exponent);
    }

    public CrossingEstimate Solve(double confidence, CrossingDirection direction, double horizon)
    {
        AutoregressiveLine line = AutoregressiveLine.Fit(_x, _y);
        double first = line.Level + (line.Slope * _x[0]);
        bool falls = direction == CrossingDirection.Falling || (direction == CrossingDirection.Unknown && first > 0);
        double sign = falls ? -1 : 1;
        double tail = (1 - confidence) / 2;

        // Correlated values know as much as a smaller number of independent ones.
        double independent = Count * (1 - line.Correlation) / (1 + line.Correlation);
        var bands = new CrossingBands(
            sign * line.Level,
            sign * line.Slope,
            line,
            tail == 0 ? double.PositiveInfinity : -DistributionFunctions.StudentQuantile(tail, Math.Max(1, independent - 2)));
        double? position = Within(bands.Crossing, horizon);
        double? high = Within(bands.High, horizon);
        CrossingOutcome outcome = bands switch
        {
            { Crossing: 0 } => CrossingOutcome.AlreadyCrossed,
            { Crossing: null } => CrossingOutcome.Never,
            _ => position is null ? CrossingOutcome.BeyondHorizon : CrossingOutcome.Expected,
        };
        return new CrossingEstimate
        {
            Outcome = outcome,
            Position = position,
            Low = Within(bands.Low, horizon),
            High = high,
            LastPosition = Last,
            Slope = Finite(Math.ScaleB(line.Slope, -_exponent) / _unit),
            Autocorrelation = line.Correlation,
            Confidence = confidence,
            Reason = Explain(outcome, falls, bands, high),
        };
    }

    private static string Explain(CrossingOutcome outcome, bool falls, CrossingBands bands, double? high)
    {
        string moves = falls ? "falls" : "rises";
        string main = outcome switch
        {
            CrossingOutcome.AlreadyCrossed => "The line has crossed the threshold.",
            CrossingOutcome.Never => bands.Slope == 0
                ? "The line is level."
                : "The line moves away from the threshold.",
            CrossingOutcome.BeyondHorizon => $"The line {moves} towards the threshold and crosses it beyond the horizon.",
            _ => $"The line {moves} towards the threshold.",
        };
        string open = outcome is CrossingOutcome.Never or CrossingOutcome.BeyondHorizon || high is not null
            ? string.Empty
            : bands.High is not null
                ? " It may cross beyond the horizon."
                : " The slope is not significant, so it is plausible that there is no crossing.";
        return main + open;
    }

    private static double MedianDistance(double[] x)
    {
        if (x.Length < 2)
        {
            return 1;
        }

        double[] distances = new double[x.Length - 1];
        for (int i = 1; i < x.Length; i++)
        {
            distances[i - 1] = x[i] - x[i - 1];
        }

        distances.AsSpan().Sort();
        return distances[distances.Length / 2];
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private double? Within(double? steps, double horizon)
    {
        double distance = (steps ?? double.PositiveInfinity) * _unit;
        return distance <= horizon ? Finite(Last + distance) : null;
    }
}
