using System.Globalization;
using System.Text.RegularExpressions;

namespace Reliability.Docs.Tests;

/// <summary>
/// A figure that a page quotes from a table below <c>benchmarks/results</c>. A comment behind the figure states where it comes from:
/// <c>3.5 ns&lt;!-- figure: recording.md; Outcome, one thread > OutcomeRecorder.Record; mean --&gt;</c>.
/// </summary>
/// <param name="Quoted">The figure as the page shows it, such as <c>0.54 ms</c>.</param>
/// <param name="File">The name of the file of results.</param>
/// <param name="Row">
/// The first cells of the row, joined by a comma; a heading and <c>&gt;</c> before them limits the search to its table.
/// </param>
/// <param name="Column">The header of the column.</param>
internal sealed partial record MeasuredFigure(string Quoted, string File, string Row, string Column)
{
    private static readonly Dictionary<string, (string Of, decimal Factor)> Units = new(StringComparer.Ordinal)
    {
        [""] = ("number", 1),
        ["x"] = ("ratio", 1),
        ["ns"] = ("time", 1),
        ["us"] = ("time", 1e3m),
        ["µs"] = ("time", 1e3m),
        ["ms"] = ("time", 1e6m),
        ["s"] = ("time", 1e9m),
        ["KB"] = ("size", 1),
        ["MB"] = ("size", 1024),
    };

    public static IEnumerable<MeasuredFigure> Of(string page) => Marks().Matches(page).Select(match =>
        new MeasuredFigure(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value, match.Groups[4].Value));

    /// <summary>The figures without a mark, in the paragraphs and tables of a page that have another mark or a link to results.</summary>
    public static IEnumerable<string> Unmarked(string page) =>
        page.Split("\n\n")
            .Where(block => Marks().IsMatch(block) || block.Contains("benchmarks/results/", StringComparison.Ordinal))
            .SelectMany(block => Amounts().Matches(Marks().Replace(block, string.Empty)))
            .Select(match => match.Value);

    /// <summary>Whether a measured value, rounded to the digits of the page, is what the page quotes.</summary>
    public bool Agrees(string measured)
    {
        (decimal quoted, string unit, int digits) = Parse(Quoted);
        (decimal value, string measuredIn, _) = Parse(measured);
        return Units[unit].Of == Units[measuredIn].Of
            && Math.Round(value * Units[measuredIn].Factor / Units[unit].Factor, digits, MidpointRounding.AwayFromZero) == quoted;
    }

    /// <summary>The cells of a file of results that have this row and column; one, unless the mark is wrong.</summary>
    public IReadOnlyList<string> Cells(string results)
    {
        string[] address = Row.Split(" > ");
        string heading = string.Empty;
        string[] header = [];
        List<string> cells = [];
        foreach (string line in results.Split('\n'))
        {
            if (line.StartsWith('#'))
            {
                heading = line.TrimStart('#', ' ');
            }
            else if (!line.StartsWith('|'))
            {
                header = [];
            }
            else if (header.Length == 0)
            {
                header = SplitCells(line);
            }
            else if ((address.Length == 1 || heading == address[0])
                && Array.IndexOf(header, Column) is >= 0 and int column
                && Enumerable.Range(1, header.Length).Any(count => string.Join(", ", SplitCells(line).Take(count)) == address[^1]))
            {
                cells.Add(SplitCells(line)[column]);
            }
        }

        return cells;
    }

    private static string[] SplitCells(string line) => [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];

    private static (decimal Value, string Unit, int Digits) Parse(string text)
    {
        Match amount = Amount().Match(text);
        string number = amount.Groups[1].Value.Replace(",", string.Empty, StringComparison.Ordinal);
        int point = number.IndexOf('.', StringComparison.Ordinal);
        return (
            decimal.Parse(number, CultureInfo.InvariantCulture),
            amount.Groups[2].Value,
            point < 0 ? 0 : number.Length - point - 1);
    }

    [GeneratedRegex(@"(\d[\d.,]*(?: ?(?:ns|us|µs|ms|s|x|KB|MB))?)<!-- figure: (\S+\.md); ([^;]+); ([^;]+?) -->")]
    private static partial Regex Marks();

    [GeneratedRegex(@"\d[\d.,]* ?(?:ns|us|µs|ms|s|x|KB|MB)\b")]
    private static partial Regex Amounts();

    [GeneratedRegex(@"^(\d[\d.,]*) ?(ns|us|µs|ms|s|x|KB|MB)?$")]
    private static partial Regex Amount();
}
