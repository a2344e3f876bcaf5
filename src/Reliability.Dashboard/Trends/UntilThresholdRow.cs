namespace Reliability.Dashboard.Internal;

/// <summary>When a metric reaches its threshold if its trend goes on. Days have one decimal.</summary>
internal sealed record UntilThresholdRow
{
    /// <summary>Gets the outcome: Expected, AlreadyCrossed, BeyondHorizon, Never or InsufficientData.</summary>
    public required string Outcome { get; init; }

    /// <summary>Gets the days after the last one; <see langword="null"/> if the line does not reach the threshold within a year.</summary>
    public double? Days { get; init; }

    /// <summary>Gets the low end of the interval of the days.</summary>
    public double? LowerDays { get; init; }

    /// <summary>Gets the high end of the interval; <see langword="null"/> if it is not within a year.</summary>
    public double? UpperDays { get; init; }

    /// <summary>Gets the reason in words.</summary>
    public required string Reason { get; init; }
}
