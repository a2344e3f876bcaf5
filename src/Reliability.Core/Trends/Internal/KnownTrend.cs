namespace Reliability.Trends.Internal;

/// <summary>A trend without a shift that was notified of, as it is stored.</summary>
internal sealed record KnownTrend
{
    /// <summary>The ID of the alert.</summary>
    public required string AlertId { get; init; }

    public required DateTimeOffset FiredAt { get; init; }

    /// <summary>The number of days in a row on which the metric did not degrade.</summary>
    public int CalmDays { get; init; }

    public required string Explanation { get; init; }
}
