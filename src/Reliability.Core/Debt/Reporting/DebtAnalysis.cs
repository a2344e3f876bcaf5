using Reliability.Debt.Internal;

namespace Reliability.Debt;

/// <summary>Computes orders and reports from items, without a store.</summary>
public static class DebtAnalysis
{
    /// <summary>Returns items in the order of <see cref="DebtOrder"/>.</summary>
    /// <param name="items">The items.</param>
    /// <param name="scorer">The scorer.</param>
    /// <param name="context">The present, and the costs of linked incidents.</param>
    public static IReadOnlyList<RankedDebt> Rank(IEnumerable<DebtItem> items, IDebtScorer scorer, DebtScoringContext context)
    {
        ArgumentNullException.ThrowIfNull(items);
        return [.. items.Select(item => RankedDebt.Of(item, scorer, context)).Order(DebtOrder.Instance)];
    }

    /// <summary>Returns a report.</summary>
    /// <param name="service">The service that has the debt.</param>
    /// <param name="items">The items.</param>
    /// <param name="scorer">The scorer.</param>
    /// <param name="context">The present, and the costs of linked incidents.</param>
    /// <param name="zone">The time zone of the months, or <see langword="null"/> for UTC.</param>
    public static DebtReport GetReport(
        string service,
        IEnumerable<DebtItem> items,
        IDebtScorer scorer,
        DebtScoringContext context,
        TimeZoneInfo? zone = null)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(scorer);
        ArgumentNullException.ThrowIfNull(context);
        var report = new DebtReportBuilder(context.Now, zone ?? TimeZoneInfo.Utc);
        foreach (DebtItem item in items)
        {
            report.Add(RankedDebt.Of(item, scorer, context));
        }

        return report.ToReport(service, scorer, []);
    }
}
