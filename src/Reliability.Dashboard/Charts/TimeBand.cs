namespace Reliability.Dashboard.Internal;

/// <summary>A range of values over time, such as an interval or a forecast.</summary>
internal sealed record TimeBand
{
    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the low ends, ascending in time.</summary>
    public required IReadOnlyList<TimePoint> Low { get; init; }

    /// <summary>Gets the high ends, at the instants of the low ones.</summary>
    public required IReadOnlyList<TimePoint> High { get; init; }

    /// <summary>Gets the JSON pointer of the array that holds the points.</summary>
    public required string Pointer { get; init; }

    /// <summary>Gets the property of an item that holds its instant.</summary>
    public string AtProperty { get; init; } = "at";

    /// <summary>Gets the property of an item that holds its low end.</summary>
    public string LowProperty { get; init; } = "low";

    /// <summary>Gets the property of an item that holds its high end.</summary>
    public string HighProperty { get; init; } = "high";
}
