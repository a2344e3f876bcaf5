namespace Reliability.Incidents;

/// <summary>How long something took for one record.</summary>
public sealed record MetricValue
{
    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the id of the incident, the commit or the action item.</summary>
    public required string Id { get; init; }

    /// <summary>Gets when it began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets how long it took, or has taken so far.</summary>
    public required TimeSpan Value { get; init; }
}
