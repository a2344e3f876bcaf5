using Reliability.Common;

namespace Reliability.Slos.Internal;

/// <summary>Computes the corrections of one objective from the entries of a ledger. No clock, no I/O.</summary>
internal static class LedgerFold
{
    /// <summary>Computes the corrections from the entries that apply to an objective.</summary>
    /// <param name="entries">The entries that were known.</param>
    /// <param name="slo">The objective.</param>
    /// <param name="now">The time of the evaluation. Entries that take effect later are ignored.</param>
    /// <param name="range">The range that is evaluated. Corrections outside it may be omitted.</param>
    /// <param name="expand">Computes the occurrences of a recurring entry.</param>
    public static BudgetCorrections Of(
        IEnumerable<LedgerEntry> entries,
        SloDefinition slo,
        DateTimeOffset now,
        TimeRange range,
        Func<LedgerEntry, TimeRange, IEnumerable<TimeRange>> expand)
    {
        List<LedgerEntry> valid = ValidOf(entries, slo.Name);
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
            Adjustments = [.. valid.Where(entry => entry.Kind == LedgerEntryKind.Adjustment && entry.From < start), .. counted],
        };
    }

    /// <summary>Returns the entries that apply to an objective and are not revoked.</summary>
    public static List<LedgerEntry> ValidOf(IEnumerable<LedgerEntry> entries, string slo)
    {
        List<LedgerEntry> known = [.. entries.Where(entry => entry.Slo is null || entry.Slo == slo)];
        HashSet<string> revoked = [.. known.Where(entry => entry.Kind == LedgerEntryKind.Revocation).Select(entry => entry.Id)];
        return [.. known.Where(entry => entry.Kind != LedgerEntryKind.Revocation && !revoked.Contains(entry.Id))];
    }
}
