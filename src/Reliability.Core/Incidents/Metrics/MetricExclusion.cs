namespace Reliability.Incidents;

/// <summary>A record that does not count for a metric.</summary>
public sealed record MetricExclusion
{
    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the id of the incident, the deployment, the commit or the action item.</summary>
    public required string Id { get; init; }

    /// <summary>Gets why it does not count, such as "duplicate" or "negative duration".</summary>
    public required string Reason { get; init; }
}
