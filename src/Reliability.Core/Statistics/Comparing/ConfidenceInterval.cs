namespace Reliability.Statistics;

/// <summary>An interval that covers the true value with a stated confidence.</summary>
public readonly record struct ConfidenceInterval
{
    /// <summary>Initializes a new instance of the <see cref="ConfidenceInterval"/> struct.</summary>
    /// <param name="lower">The lower bound, or <see langword="null"/> if there is none.</param>
    /// <param name="upper">The upper bound, or <see langword="null"/> if there is none.</param>
    /// <param name="level">The confidence level, above 0 and at most 1. It is 1 only if alpha is too small to change a double.</param>
    public ConfidenceInterval(double? lower, double? upper, double level)
    {
        Lower = lower;
        Upper = upper;
        Level = level;
    }

    /// <summary>Gets the lower bound, or <see langword="null"/> if there is none.</summary>
    public double? Lower { get; init; }

    /// <summary>Gets the upper bound, or <see langword="null"/> if there is none.</summary>
    public double? Upper { get; init; }

    /// <summary>Gets the confidence level, above 0 and at most 1. It is 1 only if alpha is too small to change a double.</summary>
    public double Level { get; init; }

    /// <summary>Returns a value indicating whether the interval contains a value. Both bounds belong to the interval.</summary>
    /// <param name="value">The value to test.</param>
    public bool Contains(double value) => !(value < Lower) && !(value > Upper);
}
