namespace Reliability.Statistics;

/// <summary>A range that covers the true value with a stated confidence.</summary>
/// <param name="Lower">The lower end, or <see langword="null"/> when there is none.</param>
/// <param name="Upper">The upper end, or <see langword="null"/> when there is none.</param>
/// <param name="Level">The confidence, above 0 and at most 1, which it is only where the risk is too small for the difference to show.</param>
public readonly record struct ConfidenceInterval(double? Lower, double? Upper, double Level)
{
    /// <summary>Whether a value lies in it, its ends included.</summary>
    /// <param name="value">The value.</param>
    public bool Contains(double value) => !(value < Lower) && !(value > Upper);
}
