using Reliability.Experiments;
using Reliability.Statistics;
using Spectre.Console;

namespace ExperimentSample;

/// <summary>A report in words.</summary>
internal static class VerdictText
{
    public static void Write(IAnsiConsole console, ExperimentReport report)
    {
        (string word, Color color) = report.Verdict switch
        {
            Verdict.Winner => ($"WINNER: {Shown.Text(report.Winner!)}", Color.Green),
            Verdict.Loser => ("LOSER: every variant is worse than the control", Color.Red),
            Verdict.NoDifference => ("NO DIFFERENCE that matters", Color.Blue),
            Verdict.Invalid => ("INVALID: nothing here means anything until that is mended", Color.Red),
            _ => ("INCONCLUSIVE", Color.Yellow),
        };
        console.Write(new Text("Verdict: "));
        console.Write(new Text(word, new Style(color, decoration: Decoration.Bold)));
        console.WriteLine();
        foreach (string reason in report.Reasons)
        {
            console.MarkupLineInterpolated($"- {Shown.Text(reason, int.MaxValue)}");
        }
    }

    public static void WriteSampleRatio(IAnsiConsole console, ExperimentReport report, string planned)
    {
        if (report.SampleRatio is { } ratio)
        {
            string method = ratio.Method == SampleRatioMethod.ChiSquare ? "chi-square, one look" : "right at every look";
            string found = ratio.IsMismatch ? "broken" : "as planned";
            string limit = Shown.Number(ratio.Threshold, "0.####");
            console.MarkupLineInterpolated(
                $"Sample ratio: p = {Shown.PValue(ratio.PValue)} ({method}; {planned}); {found}, the limit is {limit}.");
        }
    }

    public static string Name(ComparisonMethod method) => method switch
    {
        ComparisonMethod.FisherExact => "Fisher, exact",
        ComparisonMethod.PooledZ => "z, pooled",
        ComparisonMethod.UnpooledZ => "z, unpooled",
        ComparisonMethod.CovariateAdjusted => "CUPED",
        ComparisonMethod.NotEnoughData => "too little to compare",
        _ => method.ToString(),
    };
}
