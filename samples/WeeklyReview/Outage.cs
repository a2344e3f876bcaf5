using Reliability.Incidents;

namespace WeeklyReviewSample;

/// <summary>An outage of the quarter, and what people noted of it.</summary>
internal sealed record Outage
{
    public required string Name { get; init; }

    public required string Title { get; init; }

    public required DateTimeOffset Start { get; init; }

    /// <summary>How long users were affected.</summary>
    public required int Minutes { get; init; }

    public required string Cause { get; init; }

    public required IncidentSeverity Severity { get; init; }

    /// <summary>The share of orders that failed.</summary>
    public required double FailedShare { get; init; }

    public required string Impact { get; init; }

    /// <summary>How long it took from the start to the detection, in minutes.</summary>
    public int DetectedAfter { get; init; } = 4;

    /// <summary>The version that caused it.</summary>
    public string? Version { get; init; }

    public DateTimeOffset End => Start.AddMinutes(Minutes);
}
