namespace Reliability.Alerting.Internal;

/// <summary>One alert.</summary>
internal sealed record StoredAlert
{
    public required string Rule { get; init; }

    public required string Severity { get; init; }

    public required string State { get; init; }

    public string? AlertId { get; init; }

    public DateTimeOffset? FiredAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public DateTimeOffset? JudgedAt { get; init; }

    public string? SuppressedBy { get; init; }

    public required string Explanation { get; init; }

    public required string ClearsWhen { get; init; }

    /// <summary>In ticks of 100 ns.</summary>
    public long? Held { get; init; }

    public required bool IsTold { get; init; }

    public IReadOnlyList<string>? Tells { get; init; }
}
