using Reliability.Experiments;
using Reliability.Statistics;
using Spectre.Console;

namespace ExperimentSample;

/// <summary>The simulation for the person at the terminal.</summary>
internal sealed class SimulationReport(IAnsiConsole console, SimulateOptions options)
{
    private const int Examples = 5;

    public void WriteHead(Experiment experiment)
    {
        string kept = options.Store is { } file ? $"kept in {Shown.Text(file)}" : "kept in memory";
        string customers = Shown.Count(options.Users, "customer");
        console.MarkupLineInterpolated(
            $"[bold]A shop tries a greener button[/]  {customers} in {ShopExperiment.Days} days, {kept}, seed {options.Seed}");
        string truth = $"{Shown.Percent(options.Rate)} buy, with the new button {Shown.Percent(options.Rate * (1 + options.Lift))} "
            + $"({Shown.Signed(options.Lift)})";
        string matters = $"{Shown.Percent(options.MinimumEffect, "0.##")} of the control's rate and more";
        console.MarkupLineInterpolated($"The truth, which no experiment knows: {truth}. Declared to matter: {matters}.");
        IEnumerable<string> metrics =
            experiment.Definition.Metrics.Select(m => $"{m.Name} ({Kind(m.Kind)}, {m.Role.ToString().ToLowerInvariant()})");
        console.MarkupLineInterpolated($"[grey]{experiment.Definition.Key}: {string.Join(", ", metrics)}[/]");
    }

    public void WriteAssignment(Experiment experiment, ExperimentReport report, TrackerStatistics statistics)
    {
        Title("Assignment", "a function of the seed and the id; nothing is stored to decide it");
        var assigner = new ExperimentAssigner(experiment);
        IEnumerable<string> examples =
            Enumerable.Range(1, Examples).Select(Customer.IdOf).Select(id => $"{id}: {assigner.Decide(id).Variant?.Key ?? "none"}");
        console.MarkupLineInterpolated($"{string.Join(", ", examples)}, ...");
        long units = report.Arms.Sum(arm => arm.Units);
        IEnumerable<string> arms =
            report.Arms.Select(arm => $"{arm.Variant} {Shown.Count(arm.Units)} ({Shown.Percent((double)arm.Units / units)})");
        console.MarkupLineInterpolated($"{string.Join(", ", arms)}; {report.Crossed} in both.");
        VerdictText.WriteSampleRatio(console, report, "planned 1 : 1");
        string rest = $"{statistics.Pending} pending, {statistics.Dropped} dropped";
        console.MarkupLineInterpolated(
            $"Of {Shown.Count(statistics.Tracked)} events {Shown.Count(statistics.Settled)} are in the store, {rest}.");
    }

    public void WriteLooks(IReadOnlyList<Look> looks)
    {
        Title("Peeking", $"{looks.Count} looks at '{ShopExperiment.Bought}'; * marks what is called an effect");
        Table table = new Table().RoundedBorder();
        foreach (string column in new[] { "day", "units", "lift", "z, p", "always\nvalid, p", "interval of\nthe lift" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (Look look in looks)
        {
            table.AddRow(
                new Text(Shown.Number(look.Day, "0.0")),
                new Text(Shown.Count(look.Units)),
                new Text(Shown.Signed(look.Valid.Lift)),
                Marked(look.Naive),
                Marked(look.Valid),
                new Text(Shown.Interval(look.Valid.LiftInterval)));
        }

        console.Write(table);
        string level = Shown.Percent(looks[^1].Valid.LiftInterval.Level, "0.##");
        console.MarkupLineInterpolated(
            $"z, p: pooled z, right if this were the only look. Always valid: {level} in all looks together.");
        console.MarkupLineInterpolated(
            $"First called an effect: {First("by z", look => look.Naive)}; {First("always valid", look => look.Valid)}.");
        if (looks.SkipWhile(look => !look.Valid.IsSignificant).Any(look => !look.Valid.IsSignificant))
        {
            console.MarkupLineInterpolated(
                $"A later interval held 0 again. The promise is for the first call, when one may stop; the verdict goes by the last look.");
        }

        string First(string rule, Func<Look, Comparison> comparison) =>
            looks.FirstOrDefault(look => comparison(look).IsSignificant) is { } first
                ? $"{rule} on day {Shown.Number(first.Day, "0.0")}"
                : $"{rule} never";
    }

    public void WriteStudy(PeekingStudy study)
    {
        console.WriteLine();
        string experiments = $"{Shown.Count(study.Runs)} experiments of {Shown.Count(study.Looks, "look")}";
        console.MarkupLineInterpolated($"The same shop without any effect (A/A), {experiments}: how many call one?");
        Table table = new Table().RoundedBorder().AddColumn("rule");
        foreach (string column in new[] { "called", "share", "interval, 95 %", "promised" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        string alpha = Shown.Percent(PeekingStudy.Alpha, "0.#");
        Row("whoever is ahead", study.Ahead, "nothing");
        Row("z, each look", study.ZAtEachLook, $"{alpha}, not kept");
        Row("z, last look alone", study.ZOnce, alpha);
        Row("always valid, each look", study.AlwaysValid, $"{alpha} at most");
        console.Write(table);

        void Row(string rule, int called, string promised)
        {
            var share = new Proportion(called, study.Runs);
            ConfidenceInterval interval = share.Wilson();
            table.AddRow(
                rule,
                Shown.Count(called),
                Shown.Percent(share.Rate, "0.0"),
                $"{Shown.Number(interval.Lower!.Value * 100, "0.0")} to {Shown.Percent(interval.Upper!.Value, "0.0")}",
                promised);
        }
    }

    public void WriteVerdict(ExperimentReport report, Comparison plainRevenue)
    {
        Title("Verdict", $"after {Shown.Number(report.RunningFor.TotalDays, "0.#")} days");
        VerdictText.Write(console, report);
        Table table = new Table().RoundedBorder().AddColumn("metric");
        foreach (string column in new[] { "control", "treatment", "lift, %", "its interval", "says" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (MetricReport metric in report.Metrics)
        {
            EffectReport effect = metric.Effects[0];
            Comparison c = effect.Comparison;
            table.AddRow(
                new Text(metric.Metric.Name),
                new Text(Value(metric.Metric.Kind, c.Control)),
                new Text(Value(metric.Metric.Kind, c.Treatment)),
                new Text(Shown.Signed(c.Lift, unit: "")),
                new Text(Shown.Interval(c.LiftInterval, unit: "")),
                new Text((effect.Guardrail?.ToString() ?? effect.Outcome.ToString()).ToLowerInvariant()));
        }

        console.Write(table);
        EffectReport bought = report.Metrics[0].Effects[0];
        if (bought is { ChanceToWin: { } chance, ExpectedLoss: { } loss })
        {
            string win = $"chance to win {Shown.Chance(chance)} (flat priors; it knows nothing of peeking)";
            console.MarkupLineInterpolated(
                $"'{ShopExperiment.Bought}': {win}, expected loss of shipping it {Shown.Points(loss)} of the rate.");
        }

        Comparison adjusted = report.Metrics[1].Effects[0].Comparison;
        if (plainRevenue.StandardError is { } plain && adjusted.StandardError is { } less)
        {
            string error = $"the standard error is {Shown.Number(less, "0.000")} and not {Shown.Number(plain, "0.000")} euros";
            string worth = Shown.Number(plain * plain / (less * less), "0.0");
            console.MarkupLineInterpolated(
                $"'{ShopExperiment.Revenue}' is freed of what customers spent before (CUPED): {error}, worth {worth} times the customers.");
        }
    }

    public void WritePlanner(ExperimentDefinition definition)
    {
        MetricBaseline metric = MetricBaseline.Proportion(options.Rate);
        EffectSize effect = EffectSize.Relative(options.MinimumEffect);
        Title(
            "Planner",
            $"what it takes to find {Shown.Signed(options.MinimumEffect)} on {Shown.Percent(options.Rate)} with a power of "
                + $"{Shown.Percent(definition.Design.Power, "0.#")}");
        Table table = new Table().RoundedBorder().AddColumn("judged");
        foreach (string column in new[] { "units in each arm", "days", "run it for" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        TrafficHistory history =
            TrafficHistory.OfDays(Enumerable.Repeat<double?>((double)options.Users / ShopExperiment.Days, ShopExperiment.Days));
        IReadOnlyList<string> reasons = [];
        foreach ((string judged, StoppingRule stopping) in new[]
        {
            ("at any time, as here", definition.Design.Stopping),
            ("at 4 looks that are fixed before", StoppingRule.GroupSequential(looks: [0.25, 0.5, 0.75, 1])),
            ("once, at the end", StoppingRule.FixedHorizon()),
        })
        {
            PowerAnalysis analysis =
                SampleSize.Units(
                    metric,
                    effect,
                    new TestDesign { Alpha = definition.Design.Alpha, Power = definition.Design.Power, Stopping = stopping });
            ExperimentDuration duration = ExperimentSizing.Duration(history, analysis, definition);
            reasons = duration.Reasons;
            table.AddRow(
                judged,
                Shown.Count(analysis.ControlUnits),
                duration.Days is { } days ? Shown.Count(days) : "-",
                duration.SuggestedDays is { } weeks ? Shown.Count(weeks, "day") : "-");
        }

        console.Write(table);
        foreach (string reason in reasons)
        {
            console.MarkupLineInterpolated($"- {reason}");
        }
    }

    public void WritePlan(IExperiments experiments, Experiment experiment)
    {
        Title("Plan", "who would move if a third variant, 'blue', came with the same weight? Nothing is saved");
        ExperimentDefinition next = experiment.Definition with { Variants = [.. experiment.Definition.Variants, new("blue", 1)] };
        string[] units = [.. Enumerable.Range(1, options.Users).Select(Customer.IdOf)];
        ExperimentPlan plan = experiments.Plan(experiment, next, units);
        AssignmentPlan modulo = AssignmentPlan.Compare(Md5(experiment.Definition), Md5(next), units);
        Table table = new Table().RoundedBorder().AddColumn("from");
        table.AddColumn("to");
        table.AddColumn(new TableColumn(Markup.Escape(experiment.Definition.Scheme)).RightAligned());
        table.AddColumn(new TableColumn(Markup.Escape(AssignmentScheme.Md5Modulo)).RightAligned());
        foreach ((string? from, string? to) in modulo.Moves.Concat(plan.Assignment.Moves).Select(m => (m.From, m.To)).Distinct().Order())
        {
            table.AddRow(from ?? "none", to ?? "none", Moved(plan.Assignment, from, to), Moved(modulo, from, to));
        }

        table.AddRow("all", "", Share(plan.Assignment), Share(modulo));
        table.AddRow("between old variants", "", Shown.Count(plan.Assignment.BetweenOldVariants), Shown.Count(modulo.BetweenOldVariants));
        console.Write(table);
        string outcome = plan.Rejections.Count == 0 ? "taken" : $"rejected: {string.Join("; ", plan.Rejections)}";
        console.MarkupLineInterpolated($"The edit would be {outcome}.");
        foreach (string note in plan.Notes)
        {
            console.MarkupLineInterpolated($"- {note}");
        }

        static AssignmentDefinition Md5(ExperimentDefinition definition) =>
            definition.ToAssignment() with { Scheme = AssignmentScheme.Md5Modulo };
        static string Moved(
            AssignmentPlan plan,
            string? from,
            string? to) => Shown.Count(plan.Moves.Where(m => m.From == from && m.To == to).Sum(m => m.Units));
        static string Share(AssignmentPlan plan) => $"{Shown.Count(plan.Moved)} ({Shown.Percent(plan.MovedShare, "0.0")})";
    }

    public void WriteConclusion(ConcludeOutcome? early, ConcludeOutcome outcome, string ship, bool? isReproduced)
    {
        Title("Conclusion", "the end of it, with all that it was decided on");
        if (early is not null)
        {
            Write($"At the first look somebody wants to ship '{ShopExperiment.Treatment}'", early);
        }

        Write($"In the end somebody wants to ship '{ship}'", outcome);
        if (isReproduced is { } same)
        {
            console.MarkupLineInterpolated(same
                ? (FormattableString)$"The report, made again from the stored snapshot, is the same [green]to the last digit[/]."
                : $"[red]The report, made again from the stored snapshot, differs.[/]");
        }
    }

    private void Write(string wish, ConcludeOutcome outcome)
    {
        console.MarkupLineInterpolated(
            outcome.IsConcluded ? (FormattableString)$"{wish}: [green]concluded[/]." : $"{wish}: [yellow]rejected[/].");
        foreach (string rejection in outcome.Rejections)
        {
            console.MarkupLineInterpolated($"- {rejection}");
        }
    }

    private void Title(string title, string about)
    {
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold underline]{title}[/]  {about}");
    }

    private static string Kind(MetricKind kind) => kind switch
    {
        MetricKind.AdjustedMean => "mean with CUPED",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string Value(
        MetricKind kind,
        double value) => kind == MetricKind.Proportion ? Shown.Percent(value) : $"{Shown.Number(value, "0.00")} €";

    private static Text Marked(Comparison comparison) =>
        new(
            Shown.PValue(comparison.PValue) + (comparison.IsSignificant ? " *" : "  "),
            comparison.IsSignificant ? new Style(Color.Green) : Style.Plain);
}
