namespace Reliability.Dashboard.Internal;

/// <summary>The deployment to which an incident is attributed.</summary>
internal sealed record IncidentDeploymentRow
{
    public required string Id { get; init; }

    public required string Version { get; init; }

    public required string Environment { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Gets why it is this one, in words.</summary>
    public required string Because { get; init; }
}
