using Reliability.Common;

namespace Reliability.Slos;

/// <summary>Takes an entry back, as if it had never been made. Both stay in the ledger.</summary>
public sealed record LedgerRevocation : ChangeRequest
{
    /// <summary>The service in whose ledger the entry is.</summary>
    public required string Service { get; init; }

    /// <summary>The <see cref="LedgerEntry.Id"/> of an adjustment, an exclusion or a reset.</summary>
    public required string EntryId { get; init; }
}
