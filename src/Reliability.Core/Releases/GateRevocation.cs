using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Releases;

/// <summary>A request to revoke an override before it expires. Revoking an override again has no effect.</summary>
public sealed record GateRevocation : ChangeRequest
{
    /// <summary>Gets the service of the override.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the <see cref="ChangeRequest.Id"/> of the override.</summary>
    /// <exception cref="ArgumentException">The text is empty, longer than 100 characters, or contains a control character.</exception>
    public required string OverrideId { get; init => field = AuditText.RequireId(value); }
}
