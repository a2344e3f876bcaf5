using Reliability.Common;

namespace Reliability.Slos.Internal;

/// <summary>Folds the entries of a ledger into what they say about one objective. No clock, no I/O.</summary>
internal static class LedgerFold
{
    /// <summary>Folds the entries of a ledger that are about an objective.</summary>
    /// <param name="entries">The ledger, as far as it was known.</param>
    /// <param name="slo">The objective.</param>
    /// <param name="now">The moment; what takes effect later does not count.</param>
    /// <param name="range">The time that will be looked at; what lies outside may be left out.</param>
    /// <param name="expand">Works out when a recurring entry happens.</param>
    public static BudgetCorrections Of(
        IEnumerable<LedgerEntry> entries,
        SloDefinition slo,
        DateTimeOffset now,
        TimeRange range,
        Func<LedgerEntry, TimeRange, IEnumerable<TimeRange>> expand)
    {
        List<LedgerEntry> known = [.. entries.Where(entry => entry.Slo is null || entry.Slo == slo.Name)];
        HashSet<string> revoked = [.. known.Where(entry => entry.Kind == LedgerEntryKind.Revocation).Select(entry => entry.Id)];
        List<LedgerEntry> valid = [.. known.Where(entry => entry.Kind != LedgerEntryKind.Revocation && !revoked.Contains(entry.Id))];
        if (valid.Count == 0)
        {
            return BudgetCorrections.None;
        }

        DateTimeOffset start = slo.Window.At(now).Start;
        List<LedgerEntry> adjustments =
        [
            .. valid.Where(entry => entry.Kind == LedgerEntryKind.Adjustment && entry.From >= start && entry.From <= now),
        ];
        DateTimeOffset? from = valid
            .Where(entry => entry.Kind == LedgerEntryKind.Reset && entry.From > start && entry.From <= now)
            .Max(entry => entry.From);
        TimeRange[] excluded =
        [
            .. valid.Where(entry => entry.Kind == LedgerEntryKind.Exclusion).SelectMany(entry => entry.Recurrence is null
                ? entry.From < range.End && entry.To > range.Start ? [new TimeRange(entry.From.Value, entry.To.Value)] : []
                : expand(entry, range)),
        ];
        List<LedgerEntry> counted = [.. adjustments.Where(entry => !(entry.From < from))];
        return new BudgetCorrections
        {
            Excluded = excluded,
            CountsFrom = from,
            Good = counted.Sum(entry => entry.Good),
            Bad = counted.Sum(entry => entry.Bad),
            BudgetShare = counted.Sum(entry => entry.BudgetShare),
        };
    }
}
