using Reliability.Common;

namespace Reliability.Slos.Internal;

/// <summary>What a ledger says about one objective: the fold of its entries. No clock, no I/O.</summary>
internal sealed class LedgerView
{
    public static LedgerView Empty { get; } = new();

    /// <summary>What alerts leave out.</summary>
    public ExcludedTime Excluded { get; private init; } = ExcludedTime.None;

    /// <summary>What the budget leaves out: excluded time, and all before it started anew.</summary>
    public ExcludedTime NotCounted { get; private init; } = ExcludedTime.None;

    public DateTimeOffset? CountsFrom { get; private init; }

    public decimal Good { get; private init; }

    public decimal Bad { get; private init; }

    public decimal BudgetShare { get; private init; }

    public bool IsEmpty => NotCounted.IsEmpty && Good == 0 && Bad == 0 && BudgetShare == 0;

    /// <summary>Folds the entries of a ledger that are about an objective.</summary>
    /// <param name="entries">The ledger, as far as it was known.</param>
    /// <param name="slo">The objective.</param>
    /// <param name="now">The moment; what takes effect later does not count.</param>
    /// <param name="range">The time that will be looked at; what lies outside may be left out.</param>
    /// <param name="expand">Works out when a recurring entry happens.</param>
    public static LedgerView Of(
        IEnumerable<LedgerEntry> entries, SloDefinition slo, DateTimeOffset now, TimeRange range, Func<LedgerEntry, TimeRange, IEnumerable<TimeRange>> expand)
    {
        List<LedgerEntry> known = [.. entries.Where(entry => entry.Slo is null || entry.Slo == slo.Name)];
        HashSet<string> revoked = [.. known.Where(entry => entry.Kind == LedgerEntryKind.Revocation).Select(entry => entry.Id)];
        List<LedgerEntry> valid = [.. known.Where(entry => entry.Kind != LedgerEntryKind.Revocation && !revoked.Contains(entry.Id))];
        if (valid.Count == 0)
        {
            return Empty;
        }

        DateTimeOffset start = slo.Window.At(now).Start;
        List<LedgerEntry> adjustments = [.. valid.Where(entry => entry.Kind == LedgerEntryKind.Adjustment && entry.From >= start && entry.From <= now)];
        DateTimeOffset? from = valid
            .Where(entry => entry.Kind == LedgerEntryKind.Reset && entry.From > start && entry.From <= now)
            .Max(entry => entry.From);
        TimeRange[] excluded =
        [
            .. valid.Where(entry => entry.Kind == LedgerEntryKind.Exclusion).SelectMany(entry => entry.Recurrence is null
                ? entry.From < range.End && entry.To > range.Start ? [new TimeRange(entry.From.Value, entry.To.Value)] : []
                : expand(entry, range)),
        ];
        return new LedgerView
        {
            Excluded = ExcludedTime.Of(excluded),
            NotCounted = ExcludedTime.Of(from is { } anew ? [.. excluded, new TimeRange(DateTimeOffset.MinValue, anew)] : excluded),
            CountsFrom = from,
            Good = adjustments.Where(entry => !(entry.From < from)).Sum(entry => entry.Good),
            Bad = adjustments.Where(entry => !(entry.From < from)).Sum(entry => entry.Bad),
            BudgetShare = adjustments.Where(entry => !(entry.From < from)).Sum(entry => entry.BudgetShare),
        };
    }
}
