using Reliability.Common.Internal;

namespace Reliability.Common;

/// <summary>
/// States who changes something and why, for the audit history. Sending the same object again is safe: a change is recognized by its
/// <see cref="Id"/> and made once. Requests that say more
/// derive from it.
/// </summary>
public record ChangeRequest
{
    /// <summary>Gets who takes the responsibility: 1 to 200 characters, none of them a control character.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or holds a control character.</exception>
    public required string By { get; init => field = AuditText.RequireName(value); }

    /// <summary>Gets the reason: 1 to 1000 characters, none of them a control character.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or holds a control character.</exception>
    public required string Reason { get; init => field = AuditText.RequireReason(value); }

    /// <summary>
    /// Gets the name of the change within its service: 1 to 100 characters, none of them a control character. Default: a new name.
    /// </summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or holds a control character.</exception>
    public string Id { get; init => field = AuditText.RequireId(value); } = AuditText.NewId();
}
