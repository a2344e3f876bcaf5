namespace Reliability.Slos.Internal;

/// <summary>Which entries of a ledger count.</summary>
/// <param name="KnownAt">Entries that were recorded later do not count; <see langword="null"/> for no limit.</param>
/// <param name="Assumed">An entry that counts although the ledger does not have it; <see langword="null"/> for none.</param>
/// <param name="IsFresh">Whether entries of other processes count at once, and not some seconds later.</param>
internal readonly record struct LedgerScope(DateTimeOffset? KnownAt, LedgerEntry? Assumed, bool IsFresh)
{
    /// <summary>Returns the entries that count.</summary>
    public IEnumerable<LedgerEntry> Of(IReadOnlyList<LedgerEntry> entries)
    {
        DateTimeOffset? until = KnownAt;
        IEnumerable<LedgerEntry> known = until is null ? entries : entries.Where(entry => entry.RecordedAt <= until);

        // What was written before is not assumed once more: an id names one entry.
        return Assumed is { } assumed && !entries.Any(entry => (entry.Kind, entry.Id) == (assumed.Kind, assumed.Id))
            ? known.Append(assumed)
            : known;
    }
}
