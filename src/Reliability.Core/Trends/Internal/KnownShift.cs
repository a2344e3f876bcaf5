namespace Reliability.Trends.Internal;

/// <summary>A shift that was notified of, as it is stored.</summary>
internal sealed record KnownShift
{
    /// <summary>The ID of the alert.</summary>
    public required string AlertId { get; init; }

    /// <summary>The name of the rule in notifications, by the day on which the shift was first found.</summary>
    public required string Rule { get; init; }

    /// <summary>The shift as it was first found.</summary>
    public required StoredShift First { get; init; }

    /// <summary>The shift as it was last found. Its place can move from day to day, and its kind can change.</summary>
    public required StoredShift Last { get; init; }

    public required DateTimeOffset FiredAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>The ID of the acceptance by which the alert is muted; null if it is not.</summary>
    public string? AcceptedBy { get; init; }

    /// <summary>The number of days in a row on which the metric was no longer worse.</summary>
    public int CalmDays { get; init; }

    public required string Explanation { get; init; }
}
