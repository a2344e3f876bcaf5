namespace Reliability.Storage;

/// <summary>One observation of a unit.</summary>
public readonly record struct EnrollmentEntry
{
    /// <summary>Gets the kind of the entry.</summary>
    public required EnrollmentKind Kind { get; init; }

    /// <summary>Gets the id of the unit, 1 to 200 bytes of UTF-8 without control characters.</summary>
    public required string Unit { get; init; }

    /// <summary>
    /// Gets the arm. It is required for an exposure. For any other entry, <see langword="null"/> means the arm of the unit.
    /// </summary>
    public string? Variant { get; init; }

    /// <summary>Gets the name of the metric, or <see langword="null"/> for an exposure.</summary>
    public string? Metric { get; init; }

    /// <summary>Gets the value that is counted or summed, finite.</summary>
    public required double Value { get; init; }

    /// <summary>Gets the denominator of a ratio, or a covariate, finite.</summary>
    public required double Second { get; init; }

    /// <summary>Gets the time of the observation, stored to the millisecond.</summary>
    public required DateTimeOffset Time { get; init; }
}
