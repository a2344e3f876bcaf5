namespace Reliability.Dashboard.Internal;

/// <summary>A reason of a gate.</summary>
internal sealed record ReasonRow
{
    public required string Verdict { get; init; }

    public required string Code { get; init; }

    public string? Slo { get; init; }

    public required string Message { get; init; }
}
