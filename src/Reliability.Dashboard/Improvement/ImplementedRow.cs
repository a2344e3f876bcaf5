namespace Reliability.Dashboard.Internal;

/// <summary>An action that was filed in the range, with how long it took, or has taken so far, in seconds.</summary>
internal sealed record ImplementedRow
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required DateTimeOffset FiledAt { get; init; }

    public double? Seconds { get; init; }

    public double? SoFar { get; init; }
}
