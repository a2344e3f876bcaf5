using Reliability.Common.Internal;

namespace Reliability.Experiments.Internal;

/// <summary>Determines the reasons against the conclusion of an experiment in its current state.</summary>
internal static class ConcludeRules
{
    public static IReadOnlyList<string> Rejections(ExperimentDefinition definition, ExperimentReport report, TimeSpan ran, string ship)
    {
        var rejections = new List<string>();
        if (report.Verdict == Verdict.Invalid)
        {
            rejections.Add($"the results are invalid: {report.Reasons[0]}");
        }

        if (ran < report.Design.MinDuration)
        {
            rejections.Add(Check.Text($"it ran for {ran.TotalDays:0.#} days of at least {report.Design.MinDuration.TotalDays:0.#}"));
        }

        if (report.SampleRatio is null)
        {
            rejections.Add(
                "the sample ratio could not be tested, because the evidence does not say which units were assigned under which shares");
        }

        if (report.Metrics.All(m => m.Metric.Role != MetricRole.Primary))
        {
            rejections.Add("there is no primary metric to decide by");
        }

        bool shipsControl = ship == definition.ControlKey;
        Verdict? verdict = report.Arms.First(a => a.Variant == ship).Verdict;
        if (!shipsControl && report.Verdict != Verdict.Invalid && verdict != Verdict.Winner)
        {
            rejections.Add($"'{ship}' is not a winner; its verdict is {verdict}");
        }

        if (!shipsControl)
        {
            rejections.AddRange(report.Metrics
                .SelectMany(m => m.Effects
                    .Where(e => e.Variant == ship && e.Guardrail is (GuardrailStatus.Open or GuardrailStatus.Broken))
                    .Select(e => (m.Metric.Name, e.Guardrail)))
                .Select(g => $"the guardrail '{g.Name}' of '{ship}' is {(g.Guardrail == GuardrailStatus.Broken ? "broken" : "open")}"));
        }

        if (report.Verdict == Verdict.Inconclusive)
        {
            rejections.AddRange(UnderPowered(report));
        }

        return rejections;
    }

    /// <summary>Returns a reason for each effect that was neither found nor ruled out and had too few units to be detected.</summary>
    private static IEnumerable<string> UnderPowered(ExperimentReport report)
    {
        foreach (MetricReport metric in report.Metrics.Where(m => m.Metric.Role == MetricRole.Primary))
        {
            if (metric.Effects.Count == 0)
            {
                yield return $"no look was taken at '{metric.Metric.Name}'";
            }

            foreach (EffectReport effect in metric.Effects.Where(e => e.Outcome == EffectOutcome.Unclear))
            {
                if (metric.Metric.MinEffect is not { } wanted)
                {
                    yield return $"'{metric.Metric.Name}' declares no smallest effect that matters, so its power is unknown";
                }
                else if (!(effect.MinimumDetectableEffect <= wanted))
                {
                    yield return effect.MinimumDetectableEffect is { } found
                        ? Check.Text(
                            $"under-powered: '{effect.Variant}' can show an effect of {found:P1} in '{metric.Metric.Name}' by now, not "
                            + $"yet the {wanted:P1} that matter")
                        : $"under-powered: '{effect.Variant}' cannot show any effect in '{metric.Metric.Name}' yet";
                }
            }
        }
    }
}
