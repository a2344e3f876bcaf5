namespace Reliability.Dashboard.Internal;

/// <summary>An alert from its beginning to its end.</summary>
internal sealed record EpisodeRow
{
    public required string Rule { get; init; }

    public required string Severity { get; init; }

    public required DateTimeOffset FiredAt { get; init; }

    public DateTimeOffset? ClearedAt { get; init; }

    public required string Explanation { get; init; }
}
