namespace Reliability.Slos.Internal;

/// <summary>An entry of a gate's history as it is stored, format 1.</summary>
internal sealed record GateRecord
{
    public const int Format = 1;

    public int V { get; init; } = Format;

    public required string Id { get; init; }

    public required string By { get; init; }

    public required string Reason { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }
}
