namespace Reliability.Dashboard.Internal;

/// <summary>A column of the table behind a chart over time.</summary>
internal sealed record ChartColumn(
    string Name,
    Format Format,
    IReadOnlyList<TimePoint> Points,
    string Pointer,
    string AtProperty,
    string Property);
