using Reliability.Common;

namespace Reliability.Slos.Internal;

/// <summary>
/// Applies the adjustments of a ledger to the periods of a history. No clock, no I/O. An adjustment counts in the period of its time. What
/// that period cannot give is taken from the following periods and then from the previous ones, so that no count becomes negative and the
/// sums are those of <see cref="ErrorBudget"/>.
/// </summary>
internal sealed class PeriodAdjustments(IReadOnlyList<TimeRange> periods, IReadOnlyList<PeriodCount> counts)
{
    private readonly decimal[] _good = [.. counts.Select(one => one.Good)];
    private readonly decimal[] _bad = [.. counts.Select(one => one.Total - one.Good)];

    public decimal GoodOf(int place) => _good[place];

    public decimal BadOf(int place) => _bad[place];

    /// <summary>Applies adjustments.</summary>
    /// <param name="entries">The adjustments. Those of other times than the periods are ignored.</param>
    /// <param name="allowed">The budget of which adjustments return a share, in units.</param>
    public void Apply(IEnumerable<LedgerEntry> entries, decimal allowed)
    {
        (LedgerEntry Entry, int Place)[] placed =
        [
            .. entries.Where(entry => periods.Count > 0 && entry.From >= periods[0].Start && entry.From < periods[^1].End)
                .Select(entry => (entry, HistoryGrid.PlaceOf(periods, entry.From!.Value)))
                .OrderBy(one => one.Item1.From),
        ];
        if (placed.Length == 0)
        {
            return;
        }

        decimal good = Sum(_good, placed, entry => entry.Good);
        decimal bad = Sum(_bad, placed, entry => entry.Bad);
        int first = placed[0].Place;
        Take(_bad, first, good);
        Take(_good, first, bad);
        decimal share = placed.Sum(one => one.Entry.BudgetShare);
        if (share != 0)
        {
            int place = placed.First(one => Math.Sign(one.Entry.BudgetShare) == Math.Sign(share)).Place;
            Move(share > 0 ? _bad : _good, share > 0 ? _good : _bad, place, Math.Abs(share) * allowed);
        }
    }

    /// <summary>Adds and then removes units.</summary>
    /// <returns>The number of units that no period had.</returns>
    private static decimal Sum(
        decimal[] values, IReadOnlyList<(LedgerEntry Entry, int Place)> placed, Func<LedgerEntry, decimal> amountOf)
    {
        foreach ((LedgerEntry entry, int place) in placed)
        {
            values[place] += Math.Max(0, amountOf(entry));
        }

        decimal rest = 0;
        foreach ((LedgerEntry entry, int place) in placed)
        {
            rest += Take(values, place, Math.Max(0, -amountOf(entry)));
        }

        return rest;
    }

    private static decimal Take(decimal[] values, int place, decimal amount)
    {
        for (int i = 0; i < values.Length && amount > 0; i++)
        {
            int at = PlaceAt(i, place, values.Length);
            decimal taken = Math.Min(values[at], amount);
            values[at] -= taken;
            amount -= taken;
        }

        return amount;
    }

    /// <summary>Moves units within their periods.</summary>
    private static void Move(decimal[] from, decimal[] to, int place, decimal amount)
    {
        for (int i = 0; i < from.Length && amount > 0; i++)
        {
            int at = PlaceAt(i, place, from.Length);
            decimal moved = Math.Min(from[at], amount);
            from[at] -= moved;
            to[at] += moved;
            amount -= moved;
        }
    }

    /// <summary>Returns the place of the i-th attempt: from the first place to the end, and then backwards from it.</summary>
    private static int PlaceAt(int i, int place, int count) => place + i < count ? place + i : count - 1 - i;
}
