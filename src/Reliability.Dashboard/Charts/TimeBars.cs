namespace Reliability.Dashboard.Internal;

/// <summary>Good and bad events by period, stacked. A bar begins at its instant and ends at the next one.</summary>
internal sealed record TimeBars
{
    /// <summary>Gets the name of what is good.</summary>
    public string GoodName { get; init; } = "Good";

    /// <summary>Gets the name of what is bad.</summary>
    public string BadName { get; init; } = "Bad";

    /// <summary>Gets the good ones, ascending in time.</summary>
    public required IReadOnlyList<TimePoint> Good { get; init; }

    /// <summary>Gets the bad ones, at the instants of the good ones.</summary>
    public required IReadOnlyList<TimePoint> Bad { get; init; }

    /// <summary>Gets the length of a period.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Gets the JSON pointer of the array that holds the periods.</summary>
    public required string Pointer { get; init; }

    /// <summary>Gets the property of an item that holds its instant.</summary>
    public string AtProperty { get; init; } = "at";

    /// <summary>Gets the property of an item that holds its good ones.</summary>
    public string GoodProperty { get; init; } = "good";

    /// <summary>Gets the property of an item that holds its bad ones.</summary>
    public string BadProperty { get; init; } = "bad";
}
