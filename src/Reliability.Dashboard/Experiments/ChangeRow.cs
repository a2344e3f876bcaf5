namespace Reliability.Dashboard.Internal;

/// <summary>A change of an experiment.</summary>
internal sealed record ChangeRow
{
    public required DateTimeOffset At { get; init; }

    public required string Kind { get; init; }

    public required string By { get; init; }

    public required string Reason { get; init; }

    /// <summary>Gets the shares of the variants in words.</summary>
    public required string Shares { get; init; }
}
