using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Incidents.Internal;

namespace Reliability.Incidents;

/// <summary>Asks to resolve an incident.</summary>
public sealed record IncidentResolution : ChangeRequest
{
    /// <summary>Gets when it was over. Default: now.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Gets the class of the cause. Default: it stays as it is.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public string? CauseClass { get; init => field = value is null ? null : AuditText.RequireName(value); }

    /// <summary>Gets how users were affected. Default: it stays as it is.</summary>
    /// <exception cref="ArgumentException">The text is too long, or contains a control character that is no line break or tab.</exception>
    public string? Impact { get; init => field = IncidentText.Block(value, nameof(Impact)); }
}
