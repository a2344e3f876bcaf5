using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Incidents;

/// <summary>Asks to open an incident.</summary>
public sealed record IncidentOpening : ChangeRequest
{
    /// <summary>The author of a report without a name.</summary>
    public const string Anonymous = "anonymous";

    /// <summary>Gets the service.</summary>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    public required string Service { get; init => field = Owned.RequireService(value, nameof(Service)); }

    /// <summary>Gets the incident.</summary>
    public required IncidentDefinition Definition { get; init; }

    /// <summary>Gets the milestones that are known. Default: it starts when it is opened, and is open.</summary>
    public IncidentTimes Times { get; init => field = value ?? new(); } = new();

    /// <summary>
    /// Gets a value indicating whether to keep the author to oneself, which a near miss allows: <see cref="Anonymous"/> is stored.
    /// </summary>
    public bool IsAnonymous { get; init; }
}
