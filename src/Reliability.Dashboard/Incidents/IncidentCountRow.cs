namespace Reliability.Dashboard.Internal;

/// <summary>The number of incidents of a severity or of a class of causes.</summary>
internal sealed record IncidentCountRow
{
    public required string Name { get; init; }

    public required int Count { get; init; }
}
