using Reliability.Common.Internal;
using Reliability.Statistics;

namespace Reliability.Experiments.Internal;

/// <summary>Derives a verdict from the results. Each rule that decides adds a reason.</summary>
internal sealed class VerdictRules(
    Experiment experiment,
    ExperimentEvidence evidence,
    ArmSums arms,
    TestLevels levels,
    SampleRatioResult? ratio,
    IReadOnlyList<MetricReport> metrics)
{
    private readonly ExperimentDefinition _definition = experiment.Definition;
    private readonly ExperimentDesign _design = experiment.Definition.Design;

    public Judgement Judge()
    {
        string[] notes = [.. Notes()];
        if (Invalid() is [_, ..] broken)
        {
            return Same(Verdict.Invalid, [.. broken, .. notes]);
        }

        if (TooEarly() is { } early)
        {
            return Same(Verdict.Inconclusive, [early, .. notes]);
        }

        var reasons = new List<string>();
        var verdicts = new Verdict?[arms.Count];
        for (int arm = 0; arm < arms.Count; arm++)
        {
            verdicts[arm] = arm == arms.Control ? null : OfArm(arm, reasons);
        }

        int winner = Best(verdicts);
        Verdict whole = winner >= 0 ? Verdict.Winner
            : All(verdicts, Verdict.Loser) ? Verdict.Loser
            : All(verdicts, Verdict.NoDifference) ? Verdict.NoDifference
            : Verdict.Inconclusive;
        return new Judgement(whole, winner >= 0 ? _definition.Variants[winner].Key : null, [.. reasons, .. notes], verdicts);
    }

    private static bool All(Verdict?[] verdicts, Verdict verdict) => verdicts.All(v => v is null || v == verdict);

    private Judgement Same(Verdict verdict, IReadOnlyList<string> reasons) =>
        new(verdict, null, reasons, [.. Enumerable.Range(0, arms.Count).Select(i => i == arms.Control ? (Verdict?)null : verdict)]);

    private string[] Invalid()
    {
        var broken = new List<string>();
        if (ratio is { IsMismatch: true })
        {
            broken.Add(Check.Text(
                $"sample ratio mismatch: p = {ratio.PValue:G3} < {ratio.Threshold:G3}; find the cause before you use the results"));
        }

        long seen = arms.Total + evidence.Sums.Crossed;
        if (seen > 0 && evidence.Sums.Crossed > _design.MaxCrossedShare * seen)
        {
            broken.Add(Check.Text(
                $"{evidence.Sums.Crossed} of {seen} units were seen in two arms, more than {_design.MaxCrossedShare:P1} of them"));
        }

        return [.. broken];
    }

    private string? TooEarly()
    {
        if (!levels.MayLook)
        {
            long first = (long)Math.Ceiling(_design.Stopping.Shares![0] * _design.Stopping.End!.Value);
            return Check.Text($"the first look comes at {first} units of {_design.Stopping.End}; {arms.Total} are in");
        }

        if (ratio is null)
        {
            return "the shares changed after the start, and the evidence does not say which units were assigned under which shares; "
                + "the sample ratio could not be tested";
        }

        return metrics.Any(m => m.Metric.Role == MetricRole.Primary) ? null : "there is no primary metric to decide by";
    }

    private Verdict OfArm(int arm, List<string> reasons)
    {
        string variant = _definition.Variants[arm].Key;
        (ExperimentMetric Metric, EffectReport Effect)[] effects =
        [
            .. metrics.Select(m => (m.Metric, m.Effects.First(e => e.Variant == variant))),
        ];
        (ExperimentMetric Metric, EffectReport Effect)[] primary = [.. effects.Where(e => e.Metric.Role == MetricRole.Primary)];
        string[] broken = [.. effects.Where(e => e.Effect.Guardrail == GuardrailStatus.Broken).Select(e => e.Metric.Name)];
        if (broken.Length > 0)
        {
            reasons.Add($"'{variant}' breaks the guardrail '{string.Join("', '", broken)}'");
            return Verdict.Loser;
        }

        long least = Math.Min(arms.UnitsOf(arms.Control), arms.UnitsOf(arm));
        if (least < _design.MinUnits)
        {
            reasons.Add(Check.Text($"'{variant}' or the control has {least} units, fewer than {_design.MinUnits}"));
            return Verdict.Inconclusive;
        }

        reasons.AddRange(primary.Select(p => Sentence(variant, p.Metric, p.Effect)));
        string[] open = [.. effects.Where(e => e.Effect.Guardrail == GuardrailStatus.Open).Select(e => e.Metric.Name)];
        if (open.Length > 0)
        {
            reasons.Add($"'{variant}' has the guardrail '{string.Join("', '", open)}' open: it may still be broken");
            string[] silent = [.. open.Where(name => !arms.HasEntries(name))];
            if (silent.Length > 0)
            {
                reasons.Add($"nothing was ever recorded of '{string.Join("', '", silent)}': is the name right?");
            }
        }

        bool isBetter = primary.Any(p => p.Effect.Outcome == EffectOutcome.Better);
        bool isWorse = primary.Any(p => p.Effect.Outcome == EffectOutcome.Worse);
        return (isBetter, isWorse) switch
        {
            (true, false) => Verdict.Winner,
            (false, true) => Verdict.Loser,
            (false, false) when primary.All(p => p.Effect.Outcome == EffectOutcome.Equivalent) => Verdict.NoDifference,
            _ => Verdict.Inconclusive,
        };
    }

    private static string Sentence(string variant, ExperimentMetric metric, EffectReport effect)
    {
        Comparison c = effect.Comparison;
        string what = effect.Outcome switch
        {
            EffectOutcome.Better => "is better",
            EffectOutcome.Worse => "is worse",
            EffectOutcome.Equivalent => Check.Text($"differs by less than the {metric.MinEffect:P1} that matter"),
            _ => "does not differ significantly from the control",
        };
        string lift = c.Lift is { } l && c.LiftInterval is { Lower: { } low, Upper: { } high }
            ? Check.Text($"lift {l:P1}, {c.LiftInterval.Level:P1} from {low:P1} to {high:P1}, ")
            : Check.Text($"difference {c.Difference:G4}, ");
        return Check.Text(
            $"'{variant}' {what} in '{metric.Name}': {lift}p = {c.PValue:G3} held against {c.Alpha:G3} ({c.Method}: {c.Reason})");
    }

    /// <summary>Returns the winner with the greatest lift in the first primary metric, or -1 if there is none.</summary>
    private int Best(Verdict?[] verdicts)
    {
        MetricReport first = metrics.First(m => m.Metric.Role == MetricRole.Primary);
        int sign = first.Metric.Goal == MetricGoal.Increase ? 1 : -1;
        return Enumerable.Range(0, arms.Count)
            .Where(arm => verdicts[arm] == Verdict.Winner)
            .OrderByDescending(arm => sign * first.Effects.First(e => e.Variant == _definition.Variants[arm].Key).Comparison.Difference)
            .FirstOrDefault(-1);
    }

    private IEnumerable<string> Notes()
    {
        if (evidence.Periods.Count > 0 || ratio is null)
        {
            yield return "shares changed after the start: units of different times were split in different ways, "
                + "which can simulate an effect if the metric changes with time";
        }

        bool wasRetargeted = experiment.History
            .SkipWhile(change => change.Kind != ExperimentChangeKind.Started)
            .Any(change => change.Changed.Contains("targeting", StringComparer.Ordinal) && change.At <= evidence.At);
        if (wasRetargeted)
        {
            yield return "targeting changed after the start: early and late units are of different kinds";
        }

        foreach (Storage.ArmSummary removed in arms.Removed)
        {
            yield return Check.Text($"'{removed.Variant}' was taken out of the experiment; its {removed.Units} units are in no comparison");
        }

        if (_design.Stopping.Shares is not null && levels.MayLook)
        {
            string next = evidence.Looks[^1] >= 1 ? "it was the last" : "nothing new is shown before the next is due";
            yield return Check.Text($"look {evidence.Looks.Count}, at {evidence.Looks[^1]:P0} of {_design.Stopping.End} units; {next}");
        }

        if (evidence.Sums.Crossed > 0)
        {
            yield return Check.Text($"{evidence.Sums.Crossed} units were seen in two arms and count in none");
        }
    }
}
