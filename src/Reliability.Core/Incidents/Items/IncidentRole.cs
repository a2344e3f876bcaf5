using Reliability.Common.Internal;

namespace Reliability.Incidents;

/// <summary>Who has a role in an incident. Nothing is counted by person.</summary>
public sealed record IncidentRole
{
    /// <summary>Gets the role, such as "commander": 1 to 200 characters without control characters.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public required string Role { get; init => field = AuditText.RequireName(value); }

    /// <summary>Gets the person or team: 1 to 200 characters without control characters.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public required string Name { get; init => field = AuditText.RequireName(value); }
}
