using Reliability.Common.Internal;

namespace Reliability.Debt;

/// <summary>An item to import.</summary>
public sealed record DebtImportItem
{
    /// <summary>
    /// Gets the id of the item where it comes from, such as the address of an issue: 1 to 1000 characters. An item with the same id is
    /// imported once.
    /// </summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public required string SourceId { get; init => field = AuditText.RequireReason(value); }

    /// <summary>Gets the definition.</summary>
    public required DebtDefinition Definition { get; init; }

    /// <summary>Gets when the item was resolved, or <see langword="null"/> if it is open.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }
}
