using System.Diagnostics;
using System.Text;
using Reliability.Statistics;
using Reliability.Tests.Shared;

namespace Reliability.Benchmarks.Trends;

/// <summary>The search for shifts against other searches on the same series: false alarms, F1 and time.</summary>
internal static class ShiftsCommand
{
    public const string Name = "shifts";

    private const int Series = 4_000;
    private const int SlowSeries = 1_000;
    private const double F1Slack = 0.01;
    private const double TimeBound = 0.05;
    private const int Rounds = 31;
    private const int Timed = 100;

    private static readonly int[] Positions = [.. Enumerable.Range(0, ShiftColumn.Count)];
    private static readonly ChangePointOptions Weekly = new() { PhaseCount = 7 };

    private static readonly (string Name, int Series, Func<double[], IReadOnlyList<int>> Find)[] Methods =
    [
        ("Reliability, weekday as season", Series, values => Found(values, Weekly)),
        ("Reliability, no season", Series, values => Found(values, null)),
        ("Perfolizer ED-PELT, distance 5", SlowSeries, values => ShiftPeers.EdPelt(values, 5)),
        ("Perfolizer ED-PELT, distance 20", SlowSeries, values => ShiftPeers.EdPelt(values, 20)),
        ("PELT L2, 2 log n", Series, values => ShiftPeers.Pelt(values, 2 * Math.Log(ShiftColumn.Count))),
        ("PELT L2, 3 log n", Series, values => ShiftPeers.Pelt(values, 3 * Math.Log(ShiftColumn.Count))),
        ("max-t, .01", Series, ShiftPeers.MaxT),
    ];

    /// <summary>Measures and writes the report. Returns whether every bound is met.</summary>
    public static bool Run()
    {
        StringBuilder page = Markdown.Page("Searches for shifts", $"check {Name}", $"{Machine.Describe()}\n{Machine.Load()}");
        double[][] scores = [.. Methods.Select(method => Score(method.Series, method.Find))];
        bool isMet = Write(page, "False alarms: the share of series in which something is found", scores, isAlarm: true);
        isMet &= Write(page, "F1, with a tolerance of 3 positions", scores, isAlarm: false);
        isMet &= WriteTimes(page);
        Console.WriteLine(page);
        Repository.WriteResult("shifts.md", page.ToString());
        Console.WriteLine(isMet ? "Every bound is met." : "A BOUND IS BROKEN.");
        return isMet;
    }

    private static IReadOnlyList<int> Found(double[] values, ChangePointOptions? options) =>
        [.. ChangePoints.Find(Positions, values, options).Shifts.Select(shift => shift.Index)];

    private static double[] Score(int count, Func<double[], IReadOnlyList<int>> find) =>
        [.. ShiftColumn.All.Select(column =>
        {
            ShiftScore score = ShiftScore.Of(column, count, find);
            return column.HasShifts ? score.F1 : score.AlarmShare;
        })];

    /// <summary>Writes the columns of one kind. The bounds hold for the first method.</summary>
    private static bool Write(StringBuilder page, string title, double[][] scores, bool isAlarm)
    {
        int[] columns = [.. Enumerable.Range(0, ShiftColumn.All.Count).Where(i => ShiftColumn.All[i].HasShifts != isAlarm)];
        page.AddLine($"");
        page.AddLine($"{title}. {Series} series a column, {SlowSeries} for ED-PELT; a bound is missed when the 99 % interval excludes it.");
        page.AddLine($"");
        page.AddLine($"| method | {string.Join(" | ", columns.Select(i => ShiftColumn.All[i].Name))} |");
        page.AddLine($"|---|{string.Concat(columns.Select(_ => "--:|"))}");
        for (int method = 0; method < Methods.Length; method++)
        {
            page.AddLine($"| {Methods[method].Name} | {string.Join(" | ", columns.Select(i => Number(scores[method][i])))} |");
        }

        double[] bounds =
        [
            .. columns.Select(i => isAlarm ? ShiftColumn.All[i].Limit : scores.Skip(2).Max(peer => peer[i]) - F1Slack),
        ];
        bool[] met = [.. columns.Select((column, i) =>
        {
            double measured = scores[0][column];
            double half = ShiftScore.HalfInterval(measured, Series);
            return isAlarm ? measured - half <= bounds[i] : measured + half >= bounds[i];
        })];
        page.AddLine($"| bound | {string.Join(" | ", bounds.Select(Number))} |");
        page.AddLine($"| verdict | {string.Join(" | ", met.Select(one => one ? "met" : "MISSED"))} |");
        return met.All(one => one);
    }

    private static string Number(double value) => Markdown.Text($"{value:.000}");

    /// <summary>Times the first two methods and ED-PELT in turns on the same series, half of them with a step.</summary>
    private static bool WriteTimes(StringBuilder page)
    {
        ShiftColumn[] columns = [.. ShiftColumn.All.Where(column => column.Name is "white" or "step 2s")];
        double[][] series = [.. Enumerable.Range(0, Timed).Select(i => columns[i % 2].Series(i).Values)];
        (string Name, Action<double[]> Run)[] timed =
        [
            ("ED-PELT, distance 5", values => EdPelt(values)),
            ("Reliability, no season", values => ChangePoints.Find(Positions, values)),
            ("Reliability, weekday as season", values => ChangePoints.Find(Positions, values, Weekly)),
        ];
        var times = new double[timed.Length][];
        for (int i = 0; i < timed.Length; i++)
        {
            times[i] = new double[Rounds];
        }

        for (int round = -20; round < Rounds; round++)
        {
            for (int i = 0; i < timed.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                foreach (double[] values in series)
                {
                    timed[i].Run(values);
                }

                times[i][Math.Max(0, round)] = Stopwatch.GetElapsedTime(start).TotalMicroseconds / Timed;
            }
        }

        page.AddLine($"");
        page.AddLine($"Time of a series of {ShiftColumn.Count} points: medians of {Rounds} rounds, in which the methods take turns.");
        page.AddLine($"");
        page.AddLine($"| method | µs | ratio to ED-PELT | bound | verdict |");
        page.AddLine($"|---|--:|--:|--:|---|");
        bool isMet = true;
        for (int i = 0; i < timed.Length; i++)
        {
            double ratio = Median([.. times[i].Zip(times[0], (own, peer) => own / peer)]);
            bool isBelow = i == 0 || ratio <= TimeBound;
            isMet &= isBelow;
            (string bound, string verdict) = i == 0 ? ("-", "-") : (Number(TimeBound), isBelow ? "met" : "MISSED");
            page.AddLine($"| {timed[i].Name} | {Median(times[i]):0.0} | {ratio:0.000} | {bound} | {verdict} |");
        }

        return isMet;
    }

    private static int EdPelt(double[] values) => ShiftPeers.EdPelt(values, 5).Count;

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
