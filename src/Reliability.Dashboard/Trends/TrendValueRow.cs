namespace Reliability.Dashboard.Internal;

/// <summary>The trend of one value of a split metric, such as a region.</summary>
internal sealed record TrendValueRow
{
    public required string Value { get; init; }

    /// <summary>Gets the verdict: Degrading, Changing, Improving, Stable or InsufficientData.</summary>
    public required string Verdict { get; init; }

    /// <summary>Gets the figure of the last day.</summary>
    public double? Last { get; init; }

    /// <summary>Gets the change that decides the verdict as a share; <see langword="null"/> without one.</summary>
    public double? Change { get; init; }
}
