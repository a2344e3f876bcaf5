namespace Reliability.Storage;

/// <summary>One thing that is known about a unit.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Unit">The unit's id, 1 to 200 bytes of UTF-8 without control characters.</param>
/// <param name="Variant">The arm; for an exposure always, otherwise <see langword="null"/> for whichever the unit is in.</param>
/// <param name="Metric">The metric, likewise a name; <see langword="null"/> for an exposure.</param>
/// <param name="Value">What is counted or summed, finite.</param>
/// <param name="Second">The denominator of a ratio or a covariate, finite.</param>
/// <param name="Time">When, kept to the millisecond.</param>
public readonly record struct EnrollmentEntry(
    EnrollmentKind Kind, string Unit, string? Variant, string? Metric, double Value, double Second, DateTimeOffset Time);
