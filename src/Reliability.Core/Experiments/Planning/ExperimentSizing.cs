using Reliability.Common.Internal;
using Reliability.Statistics;

namespace Reliability.Experiments;

/// <summary>
/// Computes the duration of an experiment from the number of units that a test requires (<see cref="SampleSize"/>) and the number of units
/// that arrive. All functions are pure.
/// </summary>
public static class ExperimentSizing
{
    /// <summary>The maximum duration that is computed. A longer one has no days, and a reason.</summary>
    public const int MaxDays = 3660;

    /// <summary>
    /// Returns the number of units that an experiment requires to detect the smallest effect that matters in its first primary metric.
    /// Alpha, power, looks and weights are those of the definition.
    /// </summary>
    /// <param name="definition">
    /// The experiment. With several treatments or primary metrics, alpha is divided by the number of their tests, as in the first step of
    /// Holm.
    /// </param>
    /// <param name="control">The baseline of the metric in the control, such as <c>MetricBaseline.Proportion(0.1)</c>.</param>
    /// <exception cref="ArgumentException">
    /// The definition is not valid, has no primary metric with a <see cref="ExperimentMetric.MinEffect"/>, or has a control or treatments
    /// without a weight above 0.
    /// </exception>
    public static PowerAnalysis Units(ExperimentDefinition definition, MetricBaseline control)
    {
        ExperimentDefinition.RequireValid(definition);
        ArgumentNullException.ThrowIfNull(control);
        ExperimentMetric[] primary = [.. definition.Metrics.Where(m => m.Role == MetricRole.Primary)];
        if (primary is not [{ MinEffect: { } effect } first, ..])
        {
            throw new ArgumentException(
                $"The first primary metric of '{definition.Key}' must declare {nameof(ExperimentMetric.MinEffect)}; there is "
                + $"{(primary.Length == 0 ? "no primary metric" : $"no {nameof(ExperimentMetric.MinEffect)}")}.",
                nameof(definition));
        }

        double own = definition.Variants.First(v => v.Key == definition.ControlKey).Weight;
        double[] others = [.. definition.Variants.Where(v => v.Key != definition.ControlKey && v.Weight > 0).Select(v => v.Weight)];
        if (own == 0 || others.Length == 0)
        {
            throw new ArgumentException(
                $"The control of '{definition.Key}' and at least one treatment must have a weight above 0; the control has {own}, and "
                + $"{others.Length} treatments have one.",
                nameof(definition));
        }

        ExperimentDesign design = definition.Design;
        int tests = design.PrimaryCorrection == CorrectionMethod.None ? 1 : others.Length * primary.Length;
        return SampleSize.Units(control, EffectSize.Relative(first.Goal == MetricGoal.Increase ? effect : -effect), new TestDesign
        {
            Alpha = design.Alpha / tests,
            Power = design.Power,
            TreatmentPerControl = others.Min() / own,
            Stopping = design.Stopping,
        });
    }

    /// <summary>Returns the time that an experiment requires until each arm has its units.</summary>
    /// <param name="history">The history of the traffic.</param>
    /// <param name="unitsPerArm">The number of units that each arm requires, from 0 to 2^53.</param>
    /// <param name="weights">The weight of each arm, finite and 0 or more, and above 0 for an arm that requires units.</param>
    /// <param name="coverage">The share of the traffic that the experiment includes, from 0 to 1. The default is 1.</param>
    /// <exception cref="ArgumentException">A value is outside its range, or the numbers of weights and arms differ.</exception>
    public static ExperimentDuration Duration(
        TrafficHistory history, IReadOnlyList<long> unitsPerArm, IReadOnlyList<double> weights, double coverage = 1)
    {
        ArgumentNullException.ThrowIfNull(history);
        double? needed = Needed(unitsPerArm, weights, coverage);
        return needed is not { } units
            ? new ExperimentDuration { Reasons = ["The coverage is 0: the experiment includes no units."] }
            : history.IsFirstSights ? OfFirstSights(history, units) : OfDays(history, units);
    }

    /// <summary>
    /// Returns the time that an experiment requires by its own definition. It combines <see cref="Units"/> and
    /// <see cref="Duration(TrafficHistory, PowerAnalysis, ExperimentDefinition)"/>.
    /// </summary>
    /// <param name="history">The history of the traffic.</param>
    /// <param name="definition">The experiment.</param>
    /// <param name="control">The baseline of the first primary metric in the control.</param>
    /// <exception cref="ArgumentException">An argument is not valid for one of the combined methods.</exception>
    public static ExperimentDuration Duration(TrafficHistory history, ExperimentDefinition definition, MetricBaseline control) =>
        Duration(history, Units(definition, control), definition);

    /// <summary>
    /// Returns the time that an experiment requires for the result of a power analysis: its control requires the units of the control, and
    /// every other arm with a weight above 0 the units of the treatment.
    /// </summary>
    /// <param name="history">The history of the traffic.</param>
    /// <param name="analysis">
    /// The number of units that each arm requires. It must have been computed for the design of the definition, as <see cref="Units"/>
    /// does.
    /// </param>
    /// <param name="definition">The definition, whose arms, weights, coverage and layer slice are used.</param>
    /// <exception cref="ArgumentException">The definition is not valid, or its control has a weight of 0.</exception>
    public static ExperimentDuration Duration(TrafficHistory history, PowerAnalysis analysis, ExperimentDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        ExperimentDefinition.RequireValid(definition);
        ExperimentDuration duration = Duration(
            history,
            [
                .. definition.Variants.Select(v => v.Key == definition.ControlKey
                    ? analysis.ControlUnits
                    : v.Weight > 0 ? analysis.TreatmentUnits : 0),
            ],
            [.. definition.Variants.Select(v => v.Weight)],
            definition.Coverage * (definition.Layer is { } slice ? slice.To - slice.From : 1));
        return definition.Targeting.Count == 0
            ? duration
            : duration with
            {
                Reasons =
                [
                    .. duration.Reasons,
                    "Targeting includes only a part of the units; unless the history contains only these, it takes longer.",
                ],
            };
    }

    private static double? Needed(IReadOnlyList<long> unitsPerArm, IReadOnlyList<double> weights, double coverage)
    {
        ArgumentNullException.ThrowIfNull(unitsPerArm);
        ArgumentNullException.ThrowIfNull(weights);
        Check.Between(coverage, 0, 1, nameof(coverage));
        if (unitsPerArm.Count != weights.Count || weights.Count == 0)
        {
            throw new ArgumentException(
                $"Each arm must have a number of units and a weight; there are {unitsPerArm.Count} arms and {weights.Count} weights.",
                nameof(weights));
        }

        foreach (double weight in weights)
        {
            Check.Between(weight, 0, double.MaxValue, nameof(weights));
        }

        double most = 0;
        double greatest = weights.Max();
        double sum = weights.Sum(weight => weight / greatest);
        for (int i = 0; i < weights.Count; i++)
        {
            Check.Between(unitsPerArm[i], 0, Check.MaxUnits, nameof(unitsPerArm));
            if (unitsPerArm[i] > 0)
            {
                double share = weights[i] / greatest / sum;
                most = share > 0
                    ? Math.Max(most, unitsPerArm[i] / share)
                    : throw new ArgumentException(
                        $"An arm that requires units must have a weight above 0; arm {i} requires {unitsPerArm[i]} and has none.",
                        nameof(weights));
            }
        }

        double needed = most / coverage;
        return double.IsFinite(needed) ? needed : null;
    }

    private static ExperimentDuration OfDays(TrafficHistory history, double needed)
    {
        double[] measured = [.. history.UnitsPerDay.OfType<double>()];
        double mean = Mean(history.UnitsPerDay);
        if (mean == 0)
        {
            return new ExperimentDuration
            {
                NeededUnits = needed,
                UnitsPerDay = measured.Length == 0 ? null : 0,
                Reasons = [measured.Length == 0
                ? "The history has no measured day."
                : Check.Text($"No units arrived in the {measured.Length} measured days.")],
            };
        }

        var reasons = new List<string> { "The units of each day are assumed to be new; returning units make it longer." };
        if (measured.Length < history.UnitsPerDay.Count)
        {
            reasons.Add(Check.Text(
                $"{history.UnitsPerDay.Count - measured.Length} of {history.UnitsPerDay.Count} days were not measured and are left out."));
        }

        (double Least, double Most)? week = Weeks(history.UnitsPerDay);
        if (week is null)
        {
            reasons.Add(
                "There are no 7 consecutive measured days: the variation of the traffic and the effect of the weekday are not known.");
        }
        else if (week.Value.Least == 0)
        {
            reasons.Add("In 7 days no units arrived: at that rate the experiment never ends.");
        }

        int? days = Days(needed, mean);
        if (days is null)
        {
            reasons.Add(Check.Text($"It would take more than {MaxDays} days."));
        }

        return new ExperimentDuration
        {
            Days = days,
            MinDays = week is { } busiest ? Days(needed, Math.Max(mean, busiest.Most)) : null,
            MaxDays = week is { } quietest ? Days(needed, Math.Min(mean, quietest.Least)) : null,
            SuggestedDays = WholeWeeks(days),
            NeededUnits = needed,
            UnitsPerDay = mean,
            Reasons = reasons,
        };
    }

    private static ExperimentDuration OfFirstSights(TrafficHistory history, double needed)
    {
        double seen = 0;
        int? days = null;
        for (int i = 0; i < history.UnitsPerDay.Count && days is null; i++)
        {
            seen += history.UnitsPerDay[i]!.Value;
            days = seen >= needed * (1 - 1e-12) ? i + 1 : null;
        }

        string reason = seen == 0
            ? "The history has no units: the past experiment enrolled none in a whole day."
            : days is null
                ? Check.Text($"In its {history.UnitsPerDay.Count} days the past experiment met {seen:0} units and {needed:0} are needed. ")
                    + "The number of new units decreases as regular users have been seen, so nothing can be stated beyond these days: "
                    + "plan for a greater effect or for more coverage."
                : "Computed from the new units of one past experiment, from its first day on; "
                    + "the difference to another experiment is not known, so there is no range.";
        return new ExperimentDuration { Days = days, SuggestedDays = WholeWeeks(days), NeededUnits = needed, Reasons = [reason] };
    }

    /// <summary>Returns the mean in which each day of the week has the same weight, regardless of how often it was measured.</summary>
    private static double Mean(IReadOnlyList<double?> days) =>
        days.Select((units, place) => (units, weekday: place % 7)).Where(day => day.units is not null)
            .GroupBy(day => day.weekday, day => day.units!.Value).Select(weekday => weekday.Average()).DefaultIfEmpty().Average();

    /// <summary>Returns the minimum and the maximum of the means of 7 consecutive days that were all measured.</summary>
    private static (double Least, double Most)? Weeks(IReadOnlyList<double?> days)
    {
        double[] means = [.. Enumerable.Range(0, Math.Max(0, days.Count - 6))
            .Select(start => days.Skip(start).Take(7).ToArray())
            .Where(week => week.All(day => day is not null))
            .Select(week => week.Average()!.Value)];
        return means.Length == 0 ? null : (means.Min(), means.Max());
    }

    private static int? Days(double needed, double perDay)
    {
        double days = Math.Max(1, Math.Ceiling(needed / perDay * (1 - 1e-12)));
        return days <= MaxDays ? (int)days : null;
    }

    private static int? WholeWeeks(int? days) => (days + 6) / 7 * 7;
}
