using Reliability.Experiments;
using Reliability.Statistics;
using Spectre.Console;

namespace ExperimentSample;

/// <summary>
/// <c>aa</c>: assigns units again and again to arms that do not differ, and counts what is called an effect all the same.
/// </summary>
internal static class AaCommand
{
    private const string Sound =
        "an effect is called about as often as it may, and no pair of experiments was found to depend on each other.";

    private const int Unsound = 1;

    public static int Run(AaOptions options, IAnsiConsole console, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> units = AaTest.SyntheticUnits(options.Users);
        string[] schemes = [.. new[] { options.Scheme, AssignmentScheme.GrowthBook1 }.Distinct(StringComparer.Ordinal)];
        var reports = new List<(string Scheme, AaTestReport Report)>();
        foreach (string scheme in schemes)
        {
            // Weights that every scheme takes: some want whole numbers, some a sum of 1, all take equal ones.
            var assignment = new AssignmentDefinition { Scheme = scheme, Seed = "aa", Variants = [new("a", 1), new("b", 1)] };
            reports.Add((scheme, AaTest.Run(assignment, units, new AaTestOptions { Replays = options.Replays }, cancellationToken)));
        }

        AaTestReport first = reports[0].Report;
        string about = $"{Shown.Count(first.Units, "unit")} (user-1, user-2, ...), each assigned {Shown.Count(first.Replays, "time")} "
            + $"under a fresh seed to two arms that do not differ";
        console.MarkupLineInterpolated($"[bold]A/A test[/]  {about}");
        console.WriteLine();
        console.Write(Figures(reports));
        foreach ((string scheme, AaTestReport report) in reports)
        {
            console.MarkupLineInterpolated(report.IsSound
                ? (FormattableString)$"[green]{scheme} is sound:[/] {Sound}"
                : $"[red]{scheme} is not sound:[/] {string.Join(", and ", Faults(report))}.");
        }

        return first.IsSound ? 0 : Unsound;
    }

    private static Table Figures(List<(string Scheme, AaTestReport Report)> reports)
    {
        Table table = new Table().RoundedBorder().AddColumn("");
        foreach ((string scheme, _) in reports)
        {
            table.AddColumn(new TableColumn(Markup.Escape(scheme)).RightAligned());
        }

        Row("an effect called, of the tests", r => $"{Shown.Count(r.FalsePositives)} of {Shown.Count(r.Tests)}");
        Row($"their share; {Shown.Percent(reports[0].Report.Alpha, "0.#")} is promised", r => Shown.Percent(r.FalsePositiveRate));
        Row(
            "its interval at 99.9 %",
            r => $"{Shown.Percent(r.FalsePositiveInterval.Lower!.Value)} to {Shown.Percent(r.FalsePositiveInterval.Upper!.Value)}");
        Row("sample ratio called broken; 0.1 % is due", r => Shown.Percent(r.SampleRatioAlarmShare));
        Row("pairs of experiments that depend on each other", r => $"{r.DependentPairs} of {r.Pairs}");
        Row("dependence, mean (1 is none)", r => Shown.Number(r.MeanDependence, "#,0.00"));
        Row("dependence, greatest", r => Shown.Number(r.MaxDependence, "#,0.00"));
        return table;

        void Row(
            string what,
            Func<AaTestReport, string> value) => table.AddRow([new Text(what), .. reports.Select(r => new Text(value(r.Report)))]);
    }

    private static IEnumerable<string> Faults(AaTestReport report)
    {
        if (report.DependentPairs > 0)
        {
            yield return $"{report.DependentPairs} of {report.Pairs} pairs of experiments depend on each other, so that who is in the "
                + $"treatment of one tells who is in that of another";
        }

        if (report.SampleRatioInterval.Lower > SampleRatio.DefaultThreshold)
        {
            yield return $"the sample ratio is called broken in {Shown.Percent(report.SampleRatioAlarmShare)} of replays, not in 0.1 "
                + $"%: the split is not the planned one";
        }

        if (report.FalsePositiveInterval.Lower > report.Alpha)
        {
            yield return $"an effect is called in {Shown.Percent(report.FalsePositiveRate)} of tests, not in "
                + $"{Shown.Percent(report.Alpha, "0.#")}";
        }
    }
}
