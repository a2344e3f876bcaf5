namespace Reliability.Dashboard.Internal;

/// <summary>A series of values over time.</summary>
internal sealed record TimeLine
{
    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the points, ascending; <see langword="null"/> values are gaps.</summary>
    public required IReadOnlyList<TimePoint> Points { get; init; }

    /// <summary>Gets how points are joined.</summary>
    public LineShape Shape { get; init; } = LineShape.Line;

    /// <summary>Gets what the colour says.</summary>
    public Tone Tone { get; init; }

    /// <summary>Gets the JSON pointer of the array that holds the points.</summary>
    public required string Pointer { get; init; }

    /// <summary>Gets the property of an item that holds its instant.</summary>
    public string AtProperty { get; init; } = "at";

    /// <summary>Gets the property of an item that holds its value.</summary>
    public required string Property { get; init; }
}
