namespace Reliability.Dashboard.Internal;

/// <summary>The burn rates that an alert rule compares with its threshold.</summary>
internal sealed record BurnRule
{
    /// <summary>Gets the name, such as "Page: 1 h and 5 min".</summary>
    public required string Name { get; init; }

    /// <summary>Gets the name of the long window, such as "1 h".</summary>
    public required string LongName { get; init; }

    /// <summary>Gets the name of the short window, such as "5 min".</summary>
    public required string ShortName { get; init; }

    /// <summary>Gets the burn rates over the long window.</summary>
    public required IReadOnlyList<TimePoint> Long { get; init; }

    /// <summary>Gets the burn rates over the short window.</summary>
    public required IReadOnlyList<TimePoint> Short { get; init; }

    /// <summary>Gets the threshold that both must pass.</summary>
    public required double Threshold { get; init; }

    /// <summary>Gets the JSON pointer of the threshold.</summary>
    public required string ThresholdPointer { get; init; }

    /// <summary>Gets the JSON pointer of the array that holds the points.</summary>
    public required string Pointer { get; init; }

    /// <summary>Gets the property of an item that holds its instant.</summary>
    public string AtProperty { get; init; } = "at";

    /// <summary>Gets the property of an item that holds the burn rate over the long window.</summary>
    public string LongProperty { get; init; } = "long";

    /// <summary>Gets the property of an item that holds the burn rate over the short window.</summary>
    public string ShortProperty { get; init; } = "short";
}
