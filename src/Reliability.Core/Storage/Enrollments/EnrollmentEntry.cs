namespace Reliability.Storage;

/// <summary>One thing that is known about a unit.</summary>
public readonly record struct EnrollmentEntry
{
    /// <summary>What it says.</summary>
    public required EnrollmentKind Kind { get; init; }

    /// <summary>The unit's id, 1 to 200 bytes of UTF-8 without control characters.</summary>
    public required string Unit { get; init; }

    /// <summary>The arm; for an exposure always, otherwise <see langword="null"/> for whichever the unit is in.</summary>
    public string? Variant { get; init; }

    /// <summary>The metric, likewise a name; <see langword="null"/> for an exposure.</summary>
    public string? Metric { get; init; }

    /// <summary>What is counted or summed, finite.</summary>
    public required double Value { get; init; }

    /// <summary>The denominator of a ratio or a covariate, finite.</summary>
    public required double Second { get; init; }

    /// <summary>When, kept to the millisecond.</summary>
    public required DateTimeOffset Time { get; init; }
}
