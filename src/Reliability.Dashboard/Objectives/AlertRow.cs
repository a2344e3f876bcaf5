namespace Reliability.Dashboard.Internal;

/// <summary>An alert rule as it is now.</summary>
internal sealed record AlertRow
{
    public required string Rule { get; init; }

    public required string Severity { get; init; }

    /// <summary>Gets the state: Unknown, Inactive, Pending or Firing.</summary>
    public required string State { get; init; }

    public DateTimeOffset? Since { get; init; }

    public decimal? Value { get; init; }

    public required decimal Threshold { get; init; }

    /// <summary>Gets the burn of the rule in a word.</summary>
    public required string Word { get; init; }

    public required string Explanation { get; init; }

    public string? ClearsWhen { get; init; }
}
