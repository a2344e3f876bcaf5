using Reliability.Common.Internal;

namespace Reliability.Incidents;

/// <summary>Selects the incidents that are attributed to deployments of a service.</summary>
public sealed record AttributedIncidentQuery
{
    /// <summary>Gets the service.</summary>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    public required string Service { get; init => field = Owned.RequireService(value, nameof(Service)); }

    /// <summary>Gets the ids of the deployments; an empty list selects nothing.</summary>
    public required IReadOnlyList<string> DeploymentIds { get; init => field = Check.Copy(value); }

    /// <summary>
    /// Gets the maximum number of incidents, 1 to <see cref="IncidentQuery.MaxPageSize"/>. Those with the latest start are returned.
    /// Default: 100.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int MaxCount { get; init => field = Check.Between(value, 1, IncidentQuery.MaxPageSize, nameof(MaxCount)); } = 100;
}
