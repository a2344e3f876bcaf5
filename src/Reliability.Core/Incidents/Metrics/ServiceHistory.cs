namespace Reliability.Incidents;

/// <summary>What is known of a service: its incidents, deployments and action items, in any order.</summary>
public sealed record ServiceHistory
{
    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>
    /// Gets the incidents of the service. Those before the range belong to it too: otherwise the first recurrences of the range would be
    /// none.
    /// </summary>
    public required IReadOnlyList<Incident> Incidents { get; init; }

    /// <summary>Gets the deployments of the service, also those before the range, or <see langword="null"/> if none are recorded.</summary>
    public IReadOnlyList<Releases.Deployment>? Deployments { get; init; }

    /// <summary>Gets the action items of the service, or <see langword="null"/> if none are recorded.</summary>
    public IReadOnlyList<ActionItem>? Actions { get; init; }
}
