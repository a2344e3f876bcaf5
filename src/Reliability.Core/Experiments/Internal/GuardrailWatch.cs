using Reliability.Common.Internal;
using Reliability.Statistics;

namespace Reliability.Experiments.Internal;

/// <summary>
/// Finds guardrails that are clearly broken, at any number of looks: it uses confidence sequences that share the alpha, regardless of the
/// design of the experiment.
/// </summary>
internal static class GuardrailWatch
{
    public static string? Broken(Experiment experiment, ExperimentEvidence evidence)
    {
        ExperimentDefinition definition = experiment.Definition;
        int tests = definition.Metrics.Count(m => m.Role == MetricRole.Guardrail) * (definition.Variants.Count - 1);
        if (tests == 0)
        {
            return null;
        }

        ExperimentDefinition watched = definition with
        {
            Metrics = [.. definition.Metrics.Where(m => m.Role == MetricRole.Guardrail)],
            Design = definition.Design with
            {
                Stopping = definition.Design.Stopping as AlwaysValidRule ?? StoppingRule.AlwaysValid(),
                Alpha = Math.Max(1e-6, definition.Design.Alpha / tests),
            },
        };
        ExperimentReport report = ExperimentAnalysis.Analyze(experiment with { Definition = watched }, evidence with { Looks = [] });
        foreach (MetricReport metric in report.Metrics)
        {
            foreach (EffectReport effect in metric.Effects.Where(e => e.Guardrail == GuardrailStatus.Broken))
            {
                Comparison c = effect.Comparison;
                string margin = metric.Metric.Margin!.IsAbsolute
                    ? Check.Text($"{metric.Metric.Margin.Value}")
                    : Check.Text($"{metric.Metric.Margin.Value:P1}");
                return Check.Text(
                    $"guardrail '{metric.Metric.Name}' broken by '{effect.Variant}': {c.Treatment:G4} against {c.Control:G4}, worse by "
                    + $"more than {margin} at every look's {c.DifferenceInterval.Level:P2}");
            }
        }

        return null;
    }
}
