using Reliability.Common.Internal;

namespace Reliability.Common;

/// <summary>
/// States who changes something and why, for the audit history. The same object can be sent again safely: a change is identified by its
/// <see cref="Id"/> and applied once. Requests with more properties derive from this type.
/// </summary>
public record ChangeRequest
{
    /// <summary>Gets the person or process that is responsible: 1 to 200 characters without control characters.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public required string By { get; init => field = AuditText.RequireName(value); }

    /// <summary>Gets the reason: 1 to 1000 characters without control characters.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public required string Reason { get; init => field = AuditText.RequireReason(value); }

    /// <summary>
    /// Gets the ID of the change, unique within its service: 1 to 100 characters without control characters. Default: a new ID.
    /// </summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public string Id { get; init => field = AuditText.RequireId(value); } = AuditText.NewId();
}
