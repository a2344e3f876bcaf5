using Reliability.Common;

namespace Reliability.Slos;

/// <summary>Revokes an entry, as if it had never been recorded. Both entries stay in the ledger.</summary>
public sealed record LedgerRevocation : ChangeRequest
{
    /// <summary>Gets the service whose ledger contains the entry.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the <see cref="LedgerEntry.Id"/> of an adjustment, an exclusion or a reset.</summary>
    public required string EntryId { get; init; }
}
