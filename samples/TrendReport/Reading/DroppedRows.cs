using Reliability.Common.Internal;
using TrendReportSample.Output;

namespace TrendReportSample.Reading;

/// <summary>The rows that were left out, by reason, with the first lines of each.</summary>
internal sealed class DroppedRows
{
    private const int Examples = 3;
    private readonly SortedDictionary<DropReason, (long Count, List<long> Lines)> _reasons = [];

    public long Count { get; private set; }

    public void Add(DropReason reason, long line)
    {
        Count++;
        (long count, List<long> lines) = _reasons.GetValueOrDefault(reason, (0, []));
        if (lines.Count < Examples)
        {
            lines.Add(line);
        }

        _reasons[reason] = (count + 1, lines);
    }

    /// <summary>Returns what was dropped, and why.</summary>
    /// <param name="kept">The number of rows that were not dropped.</param>
    public string Text(long kept)
    {
        IEnumerable<string> reasons = _reasons.Select(reason =>
            $"  {Shown.Count(reason.Value.Count)}: {DropText.Of(reason.Key)} ({Lines(reason.Value.Count, reason.Value.Lines)})");
        return string.Join(Environment.NewLine, [$"Dropped {Shown.Count(Count)} of {Shown.Count(Count + kept, "row")}:", .. reasons]);
    }

    private static string Lines(long count, List<long> lines) =>
        $"{(count == 1 ? "line" : "lines")} {string.Join(", ", lines)}{(count > lines.Count ? ", ..." : "")}";
}
