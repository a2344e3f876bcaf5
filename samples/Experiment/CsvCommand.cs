using Reliability.Experiments;
using Reliability.Statistics;
using Spectre.Console;

namespace ExperimentSample;

/// <summary><c>csv</c>: the verdict on a test that somebody else ran.</summary>
internal static class CsvCommand
{
    public static int Run(CsvOptions options, IAnsiConsole console, CancellationToken cancellationToken)
    {
        using FileStream content = Open(options.File);
        string name = Shown.Text(Path.GetFileName(options.File));
        ConversionCounts counts = ConversionFile.Read(content, name, options.SkipsBad, cancellationToken);
        ExperimentReport report = CsvAnalysis.Report(counts, options);

        WriteFile(console, name, counts);
        console.WriteLine();
        WriteArms(console, counts, report, options);
        console.WriteLine();
        VerdictText.Write(console, report);
        ArmCounts control = counts.Arms.First(arm => arm.Variant == CsvAnalysis.Control(counts, options));
        foreach (ArmCounts treatment in counts.Arms.Where(arm => arm != control))
        {
            console.WriteLine();
            WriteComparison(console, control, treatment, report);
        }

        return 0;
    }

    private static FileStream Open(string file)
    {
        try
        {
            return File.OpenRead(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"The file is '{Shown.Text(file)}'; it must be one that can be read. {Shown.Text(e.Message, 200)}");
        }
    }

    private static void WriteFile(IAnsiConsole console, string name, ConversionCounts counts)
    {
        string units = Shown.Count(counts.Arms.Sum(arm => arm.Units), "unit");
        console.MarkupLineInterpolated(
            $"[bold]{name}[/]  {Shown.Count(counts.Rows, "line")} counted, {units} in {Shown.Count(counts.Arms.Count, "variant")}");
        if (counts.Repeated > 0)
        {
            const string Once = "a unit counts once, converted if one of its lines says so";
            console.MarkupLineInterpolated($"{Shown.Count(counts.Repeated, "line")} told of a unit that was met before: {Once}.");
        }

        if (counts.Crossed > 0)
        {
            console.MarkupLineInterpolated(
                $"[yellow]{Shown.Count(counts.Crossed, "unit")} crossed: met in two variants, counted in none.[/]");
        }

        if (counts.Bad > 0)
        {
            console.MarkupLineInterpolated($"[yellow]{Shown.Count(counts.Bad, "bad line")} left out:[/]");
            foreach (BadLine line in counts.BadLines)
            {
                console.MarkupLineInterpolated($"  line {line.Number}: {line.Fault}");
            }

            if (counts.Bad > counts.BadLines.Count)
            {
                console.MarkupLineInterpolated($"  and {Shown.Count(counts.Bad - counts.BadLines.Count)} more");
            }
        }
    }

    private static void WriteArms(IAnsiConsole console, ConversionCounts counts, ExperimentReport report, CsvOptions options)
    {
        Table table = new Table().RoundedBorder().AddColumn("variant");
        foreach (string column in new[] { "units", "converted", "rate", "its interval, 95 %" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        string control = CsvAnalysis.Control(counts, options);
        ArmCounts[] arms = [.. counts.Arms.OrderByDescending(arm => arm.Variant == control)];
        foreach (ArmCounts arm in arms)
        {
            ConfidenceInterval? wilson = arm.Units == 0 ? null : new Proportion(arm.Converted, arm.Units).Wilson();
            table.AddRow(
                new Text(Shown.Text(arm.Variant) + (arm.Variant == control && control != "control" ? " (the control)" : "")),
                new Text(Shown.Count(arm.Units)),
                new Text(Shown.Count(arm.Converted)),
                new Text(arm.Units == 0 ? "-" : Shown.Percent((double)arm.Converted / arm.Units)),
                new Text(wilson is { Lower: { } lower, Upper: { } upper } ? $"{Shown.Percent(lower)} to {Shown.Percent(upper)}" : "-"));
        }

        console.Write(table);
        string planned =
            string.Join(" : ", arms.Select(arm => Shown.Number(options.Weights.GetValueOrDefault(arm.Variant, 1), "0.######")));
        VerdictText.WriteSampleRatio(console, report, $"planned {planned}");
    }

    private static void WriteComparison(IAnsiConsole console, ArmCounts control, ArmCounts treatment, ExperimentReport report)
    {
        EffectReport effect = report.Metrics[0].Effects.First(e => e.Variant == treatment.Variant);
        console.MarkupLineInterpolated($"[bold]{Shown.Text(treatment.Variant)}[/] against {Shown.Text(control.Variant)}");
        Comparison decides = effect.Comparison;
        string when =
            decides.Stopping is AlwaysValidRule
                ? "right however often you looked"
                : "right if you looked once, at a size fixed before; with several variants, at its part of the risk";
        string level = Shown.Percent(decides.LiftInterval.Level, "0.##");
        console.MarkupLineInterpolated(
            $"Lift {Shown.Signed(decides.Lift)}, interval {Shown.Interval(decides.LiftInterval)} at {level}: {when}.");
        if (effect is { ChanceToWin: { } chance, ExpectedLoss: { } loss })
        {
            string shipping = $"Expected loss of shipping it: {Shown.Points(loss)}.";
            console.MarkupLineInterpolated(
                $"Chance to win {Shown.Chance(chance)} (flat priors; it knows nothing of peeking). {shipping}");
        }

        if (control.Units == 0 || treatment.Units == 0)
        {
            return;
        }

        Table table = new Table().RoundedBorder().AddColumn("at one look, 95 %");
        foreach (string column in new[] { "difference, points", "lift", "p-value" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (Comparison comparison in CsvAnalysis.ByMethod(control, treatment))
        {
            table.AddRow(
                new Text(VerdictText.Name(comparison.Method)),
                new Text(Shown.Interval(comparison.DifferenceInterval, unit: "")),
                new Text(Shown.Interval(comparison.LiftInterval)),
                new Text(Shown.PValue(comparison.PValue)));
        }

        console.Write(table);
        const string Intervals = "Fisher's test has Newcombe's intervals; where they and the test part, the stricter decides.";
        console.MarkupLineInterpolated($"[grey]A point is 1 in 100 units. {Intervals}[/]");
    }
}
