namespace Reliability.Slos.Internal;

/// <summary>Computes the points of a burn-down. No clock, no I/O.</summary>
internal sealed class BurnDownPath(BudgetStatus status, IReadOnlyList<BudgetPeriod> periods, IReadOnlyList<LedgerEntry> entries)
{
    private readonly DateTimeOffset _start = status.Window.Start;
    private readonly DateTimeOffset _end = status.AsOf < status.Window.End ? status.AsOf : status.Window.End;

    /// <summary>Gets the budget of the whole window in units.</summary>
    public decimal Allowed { get; } = status.Projected?.Allowed ?? status.Allowed;

    public IReadOnlyList<BurnDownPoint> Points()
    {
        BudgetPeriod[] inside = [.. periods.Where(period => period.End > _start && period.Start <= _end)];
        (DateTimeOffset At, LedgerEntry Entry, decimal Bad)[] marks = Marks(inside.Sum(period => period.AdjustedBad));
        bool areAdjusted = marks.Any(mark => mark.Entry.Kind == LedgerEntryKind.Adjustment);
        decimal[] bad = [.. inside.Select(period => Math.Max(0, areAdjusted ? period.Bad - period.AdjustedBad : period.Bad))];
        decimal surplus = Reduce(bad, bad.Sum() + marks.Sum(mark => mark.Bad) - status.Bad);
        if (surplus > 0 && Array.FindLastIndex(marks, mark => mark.Entry.Kind == LedgerEntryKind.Adjustment) is >= 0 and int last)
        {
            marks[last].Bad -= surplus;
        }

        return Line(
            [
                .. inside.Select((period, i) => (At: period.End, Id: (string?)null, Bad: bad[i])).Where(one => one.At < _end),
                .. marks.Select(mark => (mark.At, (string?)mark.Entry.Id, mark.Bad)),
            ]);
    }

    /// <summary>Takes units from the oldest periods, and returns how many they did not have.</summary>
    private static decimal Reduce(decimal[] bad, decimal surplus)
    {
        for (int i = 0; i < bad.Length && surplus > 0; i++)
        {
            decimal taken = Math.Min(bad[i], surplus);
            bad[i] -= taken;
            surplus -= taken;
        }

        return surplus;
    }

    /// <summary>The last point has the numbers of the status, and no point after the last entry is below it.</summary>
    private List<BurnDownPoint> Line(IReadOnlyList<(DateTimeOffset At, string? Id, decimal Bad)> steps)
    {
        (DateTimeOffset At, string? Id, decimal Bad)[] ordered = [.. steps.OrderBy(step => step.At).ThenBy(step => step.Id is not null)];
        int lastEntry = Array.FindLastIndex(ordered, step => step.Id is not null);
        List<BurnDownPoint> points = [PointAt(_start, 0, null)];
        decimal bad = 0;
        for (int i = 0; i < ordered.Length; i++)
        {
            bad += ordered[i].Bad;
            bad = i >= lastEntry ? Math.Min(bad, status.Bad) : bad;
            points.Add(PointAt(ordered[i].At, bad, ordered[i].Id));
        }

        points.Add(PointAt(_end, status.Bad, null));
        return points;
    }

    private BurnDownPoint PointAt(DateTimeOffset at, decimal bad, string? id) => new()
    {
        At = at,
        RemainingShare = status.Remaining is { } remaining ? Allowed > 0 ? 1 - (bad / Allowed) : remaining : null,
        RemainingUnits = Allowed - bad,
        LedgerEntryId = id,
    };

    /// <summary>Returns the entries that take effect in the window, and how many bad units each of them adds.</summary>
    /// <param name="adjusted">The bad units that all adjustments together added.</param>
    private (DateTimeOffset At, LedgerEntry Entry, decimal Bad)[] Marks(decimal adjusted)
    {
        (DateTimeOffset At, LedgerEntry Entry, decimal Bad)[] marks =
        [
            .. LedgerFold.ValidOf(entries, status.Slo)
                .Where(TakesEffect)
                .Select(entry => (
                    entry.From < _start ? _start : entry.From!.Value,
                    entry,
                    entry.Kind == LedgerEntryKind.Adjustment ? entry.Bad - (entry.BudgetShare * status.Allowed) : 0))
                .OrderBy(mark => mark.Item1)
                .ThenBy(mark => mark.entry.Position),
        ];

        // No count becomes negative, so together they may have had less effect than each of them by itself.
        if (Array.FindLastIndex(marks, mark => mark.Entry.Kind == LedgerEntryKind.Adjustment) is >= 0 and int last)
        {
            marks[last].Bad += adjusted - marks.Sum(mark => mark.Bad);
        }

        return marks;
    }

    private bool TakesEffect(LedgerEntry entry) => entry.Kind switch
    {
        LedgerEntryKind.Adjustment => entry.From >= _start && entry.From <= _end && !(entry.From < status.Ledger?.CountsFrom),
        LedgerEntryKind.Reset => entry.From > _start && entry.From <= _end,
        LedgerEntryKind.Exclusion => entry.From <= _end && entry.To > _start,
        _ => false,
    };
}
