using Reliability.Common.Internal;

namespace Reliability.Incidents;

/// <summary>Selects incidents of a service.</summary>
public sealed record IncidentQuery
{
    /// <summary>The maximum of <see cref="MaxCount"/>.</summary>
    public const int MaxPageSize = 1000;

    /// <summary>Gets the service.</summary>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    public required string Service { get; init => field = Owned.RequireService(value, nameof(Service)); }

    /// <summary>Gets the earliest start, inclusive. Default: all.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Gets the latest start, exclusive. Default: all.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Gets the status. Default: all.</summary>
    public IncidentStatus? Status { get; init; }

    /// <summary>Gets the kind. Default: all.</summary>
    public IncidentKind? Kind { get; init; }

    /// <summary>Gets the least severity. Default: all.</summary>
    public IncidentSeverity? MinSeverity { get; init; }

    /// <summary>Gets the id of the incident after which the page begins. Default: the first.</summary>
    public string? After { get; init; }

    /// <summary>Gets the maximum number of incidents, 1 to <see cref="MaxPageSize"/>. Default: 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int MaxCount { get; init => field = Check.Between(value, 1, MaxPageSize, nameof(MaxCount)); } = 100;

    internal bool Matches(Incident one) =>
        (From is null || one.StartedAt >= From)
        && (To is null || one.StartedAt < To)
        && (Status is null || one.Status == Status)
        && (Kind is null || one.Definition.Kind == Kind)
        && (MinSeverity is null || one.Definition.Severity >= MinSeverity);
}
