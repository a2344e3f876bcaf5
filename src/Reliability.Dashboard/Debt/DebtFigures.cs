using System.Globalization;
using Reliability.Common;
using Reliability.Debt;

namespace Reliability.Dashboard.Internal;

/// <summary>The figures about technical debt that the overview and the page share.</summary>
internal sealed record DebtFigures
{
    public required string Service { get; init; }

    /// <summary>Gets what orders the items, with its version.</summary>
    public required string Scorer { get; init; }

    public required int Open { get; init; }

    public required int Accepted { get; init; }

    public required int Resolved { get; init; }

    public required int Overdue { get; init; }

    /// <summary>Gets the number of open items whose acceptance has expired.</summary>
    public required int Expired { get; init; }

    /// <summary>Gets the open items by impact, the highest first.</summary>
    public required IReadOnlyList<DebtMatrixRow> Matrix { get; init; }

    /// <summary>Gets the first items of the order.</summary>
    public required IReadOnlyList<DebtItemRow> Items { get; init; }

    public static DebtFigures Of(DebtReport report, IEnumerable<RankedDebt> items) => new()
    {
        Service = report.Service,
        Scorer = $"{report.ScorerName} {report.ScorerVersion}",
        Open = report.OpenCount,
        Accepted = report.AcceptedCount,
        Resolved = report.ResolvedCount,
        Overdue = report.OverdueCount,
        Expired = report.ExpiredAcceptanceCount,
        Matrix =
        [
            .. report.Matrix.GroupBy(cell => cell.Impact).Select(row => new DebtMatrixRow
            {
                Impact = row.Key.ToString(),
                Low = row.First(cell => cell.Effort == Level.Low).Count,
                Medium = row.First(cell => cell.Effort == Level.Medium).Count,
                High = row.First(cell => cell.Effort == Level.High).Count,
            }),
        ],
        Items = [.. items.Select(Row)],
    };

    public static DebtMonthRow Month(DebtMonth month, TimeZoneInfo zone)
    {
        DateTime start = month.Start.ToDateTime(TimeOnly.MinValue);
        return new DebtMonthRow
        {
            Month = month.Start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            Start = new DateTimeOffset(start, zone.GetUtcOffset(start)).ToUniversalTime(),
            Opened = month.OpenedCount,
            Resolved = month.ResolvedCount,
            Unresolved = month.UnresolvedCount,
        };
    }

    private static DebtItemRow Row(RankedDebt one)
    {
        DebtDefinition definition = one.Item.Definition;
        IEnumerable<string> because = one.Score.Reasons
            .Concat(one.IsOverdue ? ["overdue"] : [])
            .Concat(one.IsAcceptanceExpired ? ["the acceptance expired"] : [])
            .Concat(one.Score.MissingInputs.Count > 0 ? [$"missing: {string.Join(", ", one.Score.MissingInputs)}"] : []);
        return new DebtItemRow
        {
            Id = one.Item.Id,
            Title = definition.Title,
            Address = one.Score.Band switch
            {
                DebtBand.Immediately => "immediately",
                DebtBand.NextSprint => "next sprint",
                DebtBand.WhenPossible => "when possible",
                _ => "not stated",
            },
            Impact = definition.Impact.ToString(),
            Effort = definition.Effort.ToString(),
            Owner = definition.Owner,
            Category = definition.Category == DebtCategory.Unknown ? null : definition.Category.ToString(),
            AgeDays = one.AgeDays,
            DueAt = definition.DueAt,
            Because = string.Join("; ", because),
        };
    }
}
