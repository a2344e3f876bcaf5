using Reliability.Common.Internal;

namespace Reliability.Dashboard.Internal;

/// <summary>Maps values to places, evenly.</summary>
internal readonly struct LinearScale
{
    private readonly double _low;
    private readonly double _high;
    private readonly double _start;
    private readonly double _end;

    /// <summary>Initializes a scale.</summary>
    /// <param name="low">The value at the start.</param>
    /// <param name="high">The value at the end, above the low one.</param>
    /// <param name="start">The place of the low value.</param>
    /// <param name="end">The place of the high value; it may lie before the start, as heights do in SVG.</param>
    public LinearScale(double low, double high, double start, double end)
    {
        Check.Finite(low, nameof(low));
        Check.Finite(high, nameof(high));
        Check.That(high > low, high, $"The high end must be above the low one, {low}.", nameof(high));
        (_low, _high, _start, _end) = (low, high, start, end);
    }

    /// <summary>
    /// Returns the place of a value. One outside of the range lies at the nearer end: nothing is drawn outside of a chart.
    /// </summary>
    public double At(double value)
    {
        Check.Finite(value, nameof(value));
        double part = Math.Clamp((value - _low) / (_high - _low), 0, 1);
        return _start + (part * (_end - _start));
    }

    /// <summary>Returns whether a value lies inside of the range.</summary>
    public bool Holds(double value) => value >= _low && value <= _high;
}
