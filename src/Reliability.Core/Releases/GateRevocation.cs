using Reliability.Common.Internal;
using Reliability.Storage.Internal;

namespace Reliability.Releases;

/// <summary>A request to end an override before it expires. An override is revoked once; revoking it again changes nothing.</summary>
public sealed record GateRevocation
{
    /// <summary>The service of the override.</summary>
    public required string Service { get; init; }

    /// <summary>The override: its <see cref="GateOverride.Id"/>.</summary>
    /// <exception cref="ArgumentException">The text is empty, longer than 100 characters, or holds a control character.</exception>
    public required string OverrideId { get; init => field = AuditText.RequireId(value); }

    /// <summary>Who revokes: 1 to 200 characters, none of them a control character.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or holds a control character.</exception>
    public required string By { get; init => field = AuditText.RequireName(value); }

    /// <summary>Why: 1 to 1000 characters, none of them a control character.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or holds a control character.</exception>
    public required string Reason { get; init => field = AuditText.RequireReason(value); }
}
