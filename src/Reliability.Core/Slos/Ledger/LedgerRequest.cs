using Reliability.Common.Internal;
using Reliability.Storage.Internal;

namespace Reliability.Slos;

/// <summary>A request to change what a budget counts. Sending the same object again is safe: it is recognised by its <see cref="Id"/>.</summary>
public abstract record LedgerRequest
{
    private protected LedgerRequest()
    {
    }

    /// <summary>Who takes the responsibility: 1 to 200 characters, none of them a control character.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or holds a control character.</exception>
    public required string By { get; init => field = AuditText.RequireName(value); }

    /// <summary>Why: 1 to 1000 characters, none of them a control character.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or holds a control character.</exception>
    public required string Reason { get; init => field = AuditText.RequireReason(value); }

    /// <summary>Names the entry within its service: 1 to 100 characters, none of them a control character. Default: a new name.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or holds a control character.</exception>
    public string Id { get; init => field = AuditText.RequireId(value); } = AuditText.NewId();
}
