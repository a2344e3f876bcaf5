using System.Globalization;
using Reliability.Common.Internal;
using Reliability.Debt;

namespace Reliability.AspNetCore.Internal;

/// <summary>A report on the debt of a service. <c>ResolvedRatio</c> is null if there are no items.</summary>
internal sealed record DebtReportResource(
    string Service,
    DateTimeOffset AsOf,
    string Zone,
    string Scorer,
    string ScorerVersion,
    int Total,
    int Open,
    int Accepted,
    int Resolved,
    int Overdue,
    int ExpiredAcceptances,
    int Operational,
    double? ResolvedRatio,
    IReadOnlyList<DebtCountResource> ByImpact,
    IReadOnlyList<DebtCountResource> ByEffort,
    IReadOnlyList<DebtCountResource> ByOwner,
    IReadOnlyList<DebtCountResource> ByCategory,
    IReadOnlyList<DebtCountResource> ByBand,
    IReadOnlyList<DebtCellResource> Matrix,
    IReadOnlyList<DebtResource> Recommendations,
    IReadOnlyList<DebtResource> Oldest,
    IReadOnlyList<DebtMonthResource> Months,
    IReadOnlyList<DebtAgeResource> Ages,
    IReadOnlyList<DebtUnreadableResource> Unreadable)
{
    public static DebtReportResource From(DebtReport report) => new(
        report.Service,
        report.AsOf,
        report.Zone,
        report.ScorerName,
        report.ScorerVersion,
        report.TotalCount,
        report.OpenCount,
        report.AcceptedCount,
        report.ResolvedCount,
        report.OverdueCount,
        report.ExpiredAcceptanceCount,
        report.OperationalCount,
        JsonNumber.Of(report.ResolvedRatio),
        Counts(report.ByImpact),
        Counts(report.ByEffort),
        Counts(report.ByOwner),
        Counts(report.ByCategory),
        Counts(report.ByBand),
        [.. report.Matrix.Select(cell => new DebtCellResource(cell.Impact.ToString(), cell.Effort.ToString(), cell.Count))],
        [.. report.Recommendations.Select(DebtResource.From)],
        [.. report.Oldest.Select(DebtResource.From)],
        [
            .. report.Months.Select(month => new DebtMonthResource(
                month.Start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                month.OpenedCount,
                month.ResolvedCount,
                month.UnresolvedCount)),
        ],
        [.. report.Ages.Select(group => new DebtAgeResource(group.FromDays, group.BelowDays, group.Count))],
        [.. report.Unreadable.Select(DebtUnreadableResource.From)]);

    private static DebtCountResource[] Counts(IReadOnlyList<DebtCount> counts) =>
        [.. counts.Select(one => new DebtCountResource(one.Name, one.Count))];
}
