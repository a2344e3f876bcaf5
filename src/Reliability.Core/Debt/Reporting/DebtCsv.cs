using System.Globalization;
using Reliability.Common.Internal;

namespace Reliability.Debt;

/// <summary>
/// Writes items as comma-separated values (RFC 4180), in their order. Times are UTC; a text that a spreadsheet would take for a formula
/// begins with an apostrophe.
/// </summary>
public static class DebtCsv
{
    private static readonly CultureInfo _culture = CultureInfo.InvariantCulture;

    /// <summary>Returns items as text.</summary>
    /// <param name="items">The items, such as <see cref="DebtPage.Items"/>.</param>
    public static string Write(IEnumerable<RankedDebt> items)
    {
        using var writer = new StringWriter(_culture);
        Write(items, writer);
        return writer.ToString();
    }

    /// <summary>Writes items.</summary>
    /// <param name="items">The items, such as <see cref="DebtPage.Items"/>.</param>
    /// <param name="writer">Takes the text. It is not disposed.</param>
    public static void Write(IEnumerable<RankedDebt> items, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(writer);
        CsvText.WriteRow(
            writer,
            "id",
            "title",
            "status",
            "impact",
            "effort",
            "category",
            "owner",
            "tags",
            "createdAt",
            "ageDays",
            "dueAt",
            "resolvedAt",
            "acceptedUntil",
            "band",
            "score",
            "reasons",
            "incidents",
            "objectives",
            "source",
            "description",
            "resolutionNotes");
        foreach (RankedDebt one in items)
        {
            Write(one, writer);
        }
    }

    private static void Write(RankedDebt one, TextWriter writer)
    {
        DebtItem item = one.Item;
        DebtDefinition definition = item.Definition;
        CsvText.WriteRow(
            writer,
            item.Id,
            definition.Title,
            one.Status.ToString(),
            definition.Impact.ToString(),
            definition.Effort.ToString(),
            definition.Category == DebtCategory.Unknown ? null : definition.Category.ToString(),
            definition.Owner,
            string.Join("; ", definition.Tags),
            CsvText.Time(item.CreatedAt),
            one.AgeDays.ToString(_culture),
            CsvText.Time(definition.DueAt),
            CsvText.Time(item.ResolvedAt),
            CsvText.Time(item.Acceptance?.ExpiresAt),
            one.Score.Band == DebtBand.Unknown ? null : one.Score.Band.ToString(),
            one.Score.ShownValue?.ToString("R", _culture),
            string.Join("; ", one.Score.Reasons),
            string.Join("; ", item.Incidents),
            string.Join("; ", item.Objectives),
            definition.Source,
            definition.Description,
            item.ResolutionNotes);
    }
}
