using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Releases;

/// <summary>A request to end an override before it expires. An override is revoked once; revoking it again changes nothing.</summary>
public sealed record GateRevocation : ChangeRequest
{
    /// <summary>The service of the override.</summary>
    public required string Service { get; init; }

    /// <summary>The override: its <see cref="ChangeRequest.Id"/>.</summary>
    /// <exception cref="ArgumentException">The text is empty, longer than 100 characters, or holds a control character.</exception>
    public required string OverrideId { get; init => field = AuditText.RequireId(value); }
}
