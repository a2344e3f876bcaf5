using System.Globalization;
using System.Text;
using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Debt.Internal;

/// <summary>Writes one report as Markdown.</summary>
internal sealed class DebtMarkdownWriter(DebtReport report)
{
    private const string None = "not stated";
    private static readonly CultureInfo _culture = CultureInfo.InvariantCulture;
    private static readonly Level[] _efforts = [Level.Low, Level.Medium, Level.High];
    private readonly StringBuilder _text = new();

    public string Write()
    {
        Line($"# Technical debt of {MarkdownText.Escape(report.Service)}");
        Line(string.Empty);
        Line(
            $"As of {report.AsOf.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", _culture)}, by the scorer "
            + $"{MarkdownText.Escape(report.ScorerName)} {MarkdownText.Escape(report.ScorerVersion)}.");
        Totals();
        Items("Recommendations", report.Recommendations);
        Matrix();
        Counts("Owner", "owner", report.ByOwner);
        Counts("Category", "category", report.ByCategory);
        Items("Oldest", report.Oldest);
        Months();
        Ages();
        Unreadable();
        return _text.ToString();
    }

    private static string Number(int count) => count.ToString(_culture);

    private static string Day(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd", _culture);

    private static string Band(DebtBand band) => band switch
    {
        DebtBand.Immediately => "immediately",
        DebtBand.NextSprint => "next sprint",
        DebtBand.WhenPossible => "when possible",
        _ => None,
    };

    private static string Lower(string? name) => name switch
    {
        null => None,
        nameof(DebtBand.NextSprint) => "next sprint",
        nameof(DebtBand.WhenPossible) => "when possible",
        _ => name.ToLowerInvariant(),
    };

    private void Totals()
    {
        Head("items", "count");
        Row("all", Number(report.TotalCount));
        Row("open", Number(report.OpenCount));
        Row("risk accepted", Number(report.AcceptedCount));
        Row("resolved", Number(report.ResolvedCount));
        Row("resolved, share of all", report.ResolvedRatio is { } share ? string.Create(_culture, $"{share * 100:0.#} %") : "n/a");
        Row("open and overdue", Number(report.OverdueCount));
        Row("open because an acceptance expired", Number(report.ExpiredAcceptanceCount));
        Row("open and operational", Number(report.OperationalCount));
        foreach (DebtCount band in report.ByBand)
        {
            Row($"open, to address: {Lower(band.Name)}", Number(band.Count));
        }
    }

    private void Items(string title, IReadOnlyList<RankedDebt> items)
    {
        if (items.Count == 0)
        {
            return;
        }

        Section(title);
        Head("item", "title", "impact", "effort", "owner", "found", "address", "because");
        foreach (RankedDebt one in items)
        {
            DebtDefinition definition = one.Item.Definition;
            Row(
                MarkdownText.Escape(one.Item.Id),
                MarkdownText.Escape(definition.Title),
                Lower(definition.Impact.ToString()),
                Lower(definition.Effort.ToString()),
                definition.Owner is { } owner ? MarkdownText.Escape(owner) : string.Empty,
                Day(one.Item.CreatedAt),
                Band(one.Score.Band),
                Because(one));
        }
    }

    private static string Because(RankedDebt one)
    {
        IEnumerable<string> missing =
            one.Score.MissingInputs.Count == 0 ? [] : [$"missing: {string.Join(", ", one.Score.MissingInputs)}"];
        IEnumerable<string> state = (one.IsOverdue, one.IsAcceptanceExpired) switch
        {
            (true, true) => ["overdue", "the acceptance expired"],
            (true, false) => ["overdue"],
            (false, true) => ["the acceptance expired"],
            _ => [],
        };
        return MarkdownText.Escape(string.Join("; ", one.Score.Reasons.Concat(state).Concat(missing)));
    }

    private void Matrix()
    {
        Section("Open items by impact and effort");
        Head(["impact", .. _efforts.Select(effort => $"{Lower(effort.ToString())} effort"), "all"]);
        foreach (DebtCount impact in report.ByImpact)
        {
            Row(
            [
                Lower(impact.Name),
                .. report.Matrix.Where(cell => cell.Impact.ToString() == impact.Name).OrderBy(cell => cell.Effort)
                    .Select(cell => Number(cell.Count)),
                Number(impact.Count),
            ]);
        }

        Row(["all", .. report.ByEffort.Select(effort => Number(effort.Count)), Number(report.OpenCount)]);
    }

    private void Counts(string title, string what, IReadOnlyList<DebtCount> counts)
    {
        if (counts.Count == 0)
        {
            return;
        }

        Section(title);
        Head(what, "open");
        foreach (DebtCount count in counts)
        {
            Row(count.Name is { } name ? MarkdownText.Escape(name) : None, Number(count.Count));
        }
    }

    private void Months()
    {
        Section("Opened and resolved");
        Line(string.Empty);
        Line($"Months are those of the time zone {MarkdownText.Escape(report.Zone)}.");
        Head("month", "opened", "resolved", "unresolved at its end");
        foreach (DebtMonth month in report.Months)
        {
            Row(
                month.Start.ToString("yyyy-MM", _culture),
                Number(month.OpenedCount),
                Number(month.ResolvedCount),
                Number(month.UnresolvedCount));
        }
    }

    private void Ages()
    {
        Section("Age");
        Head("days", "open");
        foreach (DebtAgeGroup group in report.Ages)
        {
            Row(
                group.BelowDays is { } below
                    ? string.Create(_culture, $"{group.FromDays} to {below - 1}")
                    : string.Create(_culture, $"{group.FromDays} and more"),
                Number(group.Count));
        }
    }

    private void Unreadable()
    {
        if (report.Unreadable.Count == 0)
        {
            return;
        }

        Section("Items that cannot be read");
        Head("item", "reason");
        foreach (Storage.UnreadableDocument one in report.Unreadable)
        {
            Row(MarkdownText.Escape(one.Id.Id), MarkdownText.Escape(one.Reason));
        }
    }

    private void Section(string title) => Line($"\n## {title}");

    private void Head(params ReadOnlySpan<string> cells)
    {
        _text.Append('\n');
        Row(cells);
        _text.Append('|');
        foreach (string _ in cells)
        {
            _text.Append("---|");
        }

        _text.Append('\n');
    }

    private void Row(params ReadOnlySpan<string> cells)
    {
        foreach (string cell in cells)
        {
            _text.Append("| ").Append(cell).Append(cell.Length > 0 ? " " : string.Empty);
        }

        _text.Append("|\n");
    }

    private void Line(string line) => _text.Append(line).Append('\n');
}
