namespace Reliability.Dashboard.Internal;

/// <summary>A line of the attention list in the twin.</summary>
internal sealed record AttentionRow
{
    /// <summary>Gets how urgent it is: Now, Soon or Note.</summary>
    public required string Urgency { get; init; }

    public required string Service { get; init; }

    public string? Slo { get; init; }

    public string? Experiment { get; init; }

    public string? Trend { get; init; }

    public string? Incident { get; init; }

    public string? Improvement { get; init; }

    public required string Text { get; init; }
}
