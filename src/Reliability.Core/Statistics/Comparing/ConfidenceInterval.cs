namespace Reliability.Statistics;

/// <summary>A range that covers the true value with a stated confidence.</summary>
public readonly record struct ConfidenceInterval
{
    /// <summary>Initializes a new instance of the <see cref="ConfidenceInterval"/> struct.</summary>
    /// <param name="lower">The lower end, or <see langword="null"/> when there is none.</param>
    /// <param name="upper">The upper end, or <see langword="null"/> when there is none.</param>
    /// <param name="level">The confidence, above 0 and at most 1, which it is only where the risk is too small for the difference to show.</param>
    public ConfidenceInterval(double? lower, double? upper, double level)
    {
        Lower = lower;
        Upper = upper;
        Level = level;
    }

    /// <summary>The lower end, or <see langword="null"/> when there is none.</summary>
    public double? Lower { get; init; }

    /// <summary>The upper end, or <see langword="null"/> when there is none.</summary>
    public double? Upper { get; init; }

    /// <summary>The confidence, above 0 and at most 1, which it is only where the risk is too small for the difference to show.</summary>
    public double Level { get; init; }

    /// <summary>Whether a value lies in it, its ends included.</summary>
    /// <param name="value">The value.</param>
    public bool Contains(double value) => !(value < Lower) && !(value > Upper);
}
