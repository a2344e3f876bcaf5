using Reliability.Common.Internal;
using Reliability.Experiments;
using Reliability.Statistics;

namespace Reliability.Dashboard.Internal;

/// <summary>Turns reports of experiments into what the pages show.</summary>
internal static class ExperimentFigures
{
    /// <summary>The order in which metrics are read: what decides, what protects, what informs.</summary>
    private static readonly MetricRole[] _order = [MetricRole.Primary, MetricRole.Guardrail, MetricRole.Secondary];

    public static ExperimentRow Row(Experiment experiment, ExperimentReport? report, DateTimeOffset now)
    {
        TimeSpan running = report?.RunningFor ?? TimeSpan.Zero;
        EffectRow[] effects = report is null ? [] : [.. Effects(report)];
        return new ExperimentRow
        {
            Key = experiment.Definition.Key,
            Service = experiment.Service,
            State = experiment.State.ToString(),
            StartedAt = experiment.StartedAt,
            Day = experiment.StartedAt is null ? null : (int)Math.Floor(running.TotalDays) + 1,
            PlannedDays = JsonNumber.Of((decimal)experiment.Definition.Design.MinDuration.TotalDays),
            Verdict = report?.Verdict.ToString(),
            Reason = report?.Reasons is [{ } first, ..] ? first : null,
            Winner = report?.Winner,
            SampleRatio = report?.SampleRatio is { } ratio ? ratio.IsMismatch ? "Mismatch" : "Expected" : "Unknown",
            Units = report?.Arms.Sum(arm => arm.Units) ?? 0,
            BrokenGuardrails =
            [
                .. effects.Where(one => one.Guardrail == "Broken").Select(one => one.Metric).Distinct(StringComparer.Ordinal),
            ],
            Primary = effects.FirstOrDefault(one => one.Role == "Primary"),
        };
    }

    public static IEnumerable<EffectRow> Effects(ExperimentReport report) => report.Metrics
        .OrderBy(metric => Array.IndexOf(_order, metric.Metric.Role))
        .SelectMany(metric => metric.Effects.Select(effect => Effect(metric.Metric, effect)));

    public static EffectRow Effect(ExperimentMetric metric, EffectReport effect)
    {
        Comparison comparison = effect.Comparison;
        bool hasData = comparison.Method != ComparisonMethod.NotEnoughData;
        return new EffectRow
        {
            Metric = metric.Name,
            Role = metric.Role.ToString(),
            Variant = effect.Variant,
            Control = hasData ? Number(comparison.Control) : null,
            Treatment = hasData ? Number(comparison.Treatment) : null,
            Lift = Number(comparison.Lift),
            Low = Number(comparison.LiftInterval.Lower),
            High = Number(comparison.LiftInterval.Upper),
            Level = Number(comparison.LiftInterval.Level),
            PValue = Number(comparison.PValue),
            ChanceToWin = Number(effect.ChanceToWin),
            Outcome = effect.Outcome.ToString(),
            Guardrail = effect.Guardrail?.ToString(),
        };
    }

    /// <summary>The effects of a report with the counts behind each.</summary>
    public static IEnumerable<EffectRow> CountedEffects(ExperimentReport report, string control)
    {
        var units = report.Arms.ToDictionary(arm => arm.Variant, arm => arm.Units, StringComparer.Ordinal);
        var shares = report.Metrics.Where(one => one.Metric.Kind == MetricKind.Proportion)
            .Select(one => one.Metric.Name).ToHashSet(StringComparer.Ordinal);
        return Effects(report).Select(effect => effect with
        {
            Counts = [.. Count(effect, control, effect.Control), .. Count(effect, effect.Variant, effect.Treatment)],
        });

        IEnumerable<CountRow> Count(EffectRow effect, string variant, decimal? share) => units.TryGetValue(variant, out long all)
            ?
            [
                new CountRow
                {
                    Variant = variant,
                    Count = shares.Contains(effect.Metric) && share is { } one ? (long)decimal.Round(one * all) : null,
                    Units = all,
                },
            ]
            : [];
    }

    /// <summary>A number as a decimal; <see langword="null"/> if it is not finite or larger than a page can show.</summary>
    public static decimal? Number(double? value) =>
        value is { } number && Math.Abs(number) < 1e15 ? JsonNumber.Of((decimal)number) : null;
}
