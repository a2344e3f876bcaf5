namespace Reliability.Dashboard.Internal;

/// <summary>How long something of incidents took, in seconds.</summary>
internal sealed record IncidentDurationRow
{
    /// <summary>Gets the number of incidents that count.</summary>
    public required int Count { get; init; }

    public decimal? Median { get; init; }

    public decimal? P75 { get; init; }

    public decimal? P90 { get; init; }
}
