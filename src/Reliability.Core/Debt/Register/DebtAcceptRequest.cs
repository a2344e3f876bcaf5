using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Debt;

/// <summary>A request to accept the risk of an item until a date.</summary>
public sealed record DebtAcceptRequest : ChangeRequest
{
    /// <summary>The maximum duration of an acceptance: 2 years.</summary>
    public static readonly TimeSpan MaxDuration = TimeSpan.FromDays(731);

    /// <summary>Gets the person who approved it: 1 to 200 characters without control characters.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public required string Approver { get; init => field = AuditText.RequireName(value); }

    /// <summary>Gets when the acceptance ends and the item is open again: after now, and at most <see cref="MaxDuration"/> later.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
