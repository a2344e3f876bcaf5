using Reliability.Common.Internal;
using Reliability.Statistics;

namespace Reliability.Experiments;

/// <summary>From the units that a test needs (<see cref="SampleSize"/>) and those that come, how long it takes. Pure functions.</summary>
public static class ExperimentSizing
{
    /// <summary>The longest plan; what would take longer has no days, and a reason.</summary>
    public const int MaxDays = 3660;

    /// <summary>
    /// The units that an experiment needs to find the smallest effect that matters in its first primary metric, judged as its design says: risk, power, looks and weights are the definition's.
    /// </summary>
    /// <param name="definition">The experiment. With several treatments or primary metrics the risk is divided by their tests, as in the first step of Holm.</param>
    /// <param name="control">What is known of that metric in the control, such as <c>PlannedMetric.Proportion(0.1)</c>.</param>
    /// <exception cref="ArgumentException">The definition is not valid, has no primary metric with a <see cref="ExperimentMetric.MinEffect"/>, or a control or treatments without a weight.</exception>
    public static PowerAnalysis Units(ExperimentDefinition definition, MetricBaseline control)
    {
        ExperimentDefinition.Validate(definition);
        ArgumentNullException.ThrowIfNull(control);
        ExperimentMetric[] primary = [.. definition.Metrics.Where(m => m.Role == MetricRole.Primary)];
        if (primary is not [{ MinEffect: { } effect } first, ..])
        {
            throw new ArgumentException($"The first primary metric of '{definition.Key}' says which effect matters; there is {(primary.Length == 0 ? "no primary metric" : "no MinimumEffect")}.", nameof(definition));
        }

        double own = definition.Variants.First(v => v.Key == definition.ControlKey).Weight;
        double[] others = [.. definition.Variants.Where(v => v.Key != definition.ControlKey && v.Weight > 0).Select(v => v.Weight)];
        if (own == 0 || others.Length == 0)
        {
            throw new ArgumentException($"The control of '{definition.Key}' and at least one treatment have a weight above 0; the control has {own}, and {others.Length} treatments have one.", nameof(definition));
        }

        InferenceDesign design = definition.Design;
        int tests = design.PrimaryCorrection == CorrectionMethod.None ? 1 : others.Length * primary.Length;
        return SampleSize.Units(control, EffectSize.Relative(first.Goal == MetricGoal.Increase ? effect : -effect), new TestDesign
        {
            Alpha = design.Alpha / tests,
            Power = design.Power,
            TreatmentPerControl = others.Min() / own,
            Stopping = design.Method switch
            {
                InferenceMethod.FixedHorizon => StoppingRule.FixedSize,
                InferenceMethod.GroupSequential => StoppingRule.Looks(design.Looks, design.Spending),
                _ => StoppingRule.AnyTime(design.TuningSize),
            },
        });
    }

    /// <summary>How long an experiment takes until each arm has its units.</summary>
    /// <param name="history">What comes.</param>
    /// <param name="unitsPerArm">The units that each arm needs, 0 to 2^53.</param>
    /// <param name="weights">The weight of each arm, finite, 0 or more; above 0 where the arm needs units.</param>
    /// <param name="coverage">Which share of what comes the experiment takes, 0 to 1. Default: 1.</param>
    /// <exception cref="ArgumentException">A value is outside its range, or there are not as many weights as arms.</exception>
    public static ExperimentDuration Duration(
        TrafficHistory history, IReadOnlyList<long> unitsPerArm, IReadOnlyList<double> weights, double coverage = 1)
    {
        ArgumentNullException.ThrowIfNull(history);
        double? needed = Needed(unitsPerArm, weights, coverage);
        return needed is not { } units
            ? new ExperimentDuration { Reasons = ["The coverage is 0: the experiment takes nobody."] }
            : history.IsFirstSights ? OfFirstSights(history, units) : OfDays(history, units);
    }

    /// <summary>How long an experiment takes, sized by its own definition: <see cref="Units"/> and <see cref="Duration(TrafficHistory, PowerAnalysis, ExperimentDefinition)"/> in one.</summary>
    /// <param name="history">What comes.</param>
    /// <param name="definition">The experiment.</param>
    /// <param name="control">What is known of its first primary metric in the control.</param>
    /// <exception cref="ArgumentException">As of both.</exception>
    public static ExperimentDuration Duration(TrafficHistory history, ExperimentDefinition definition, MetricBaseline control) => Duration(history, Units(definition, control), definition);

    /// <summary>How long an experiment takes: its control needs the control's units of the analysis, every other arm of a weight above 0 the treatment's.</summary>
    /// <param name="history">What comes.</param>
    /// <param name="analysis">What each arm needs. It must have been made for the definition's design, as <see cref="Units"/> does.</param>
    /// <param name="definition">The arms, their weights, the coverage and the slice of a layer.</param>
    /// <exception cref="ArgumentException">The definition is not valid, or its control has a weight of 0.</exception>
    public static ExperimentDuration Duration(TrafficHistory history, PowerAnalysis analysis, ExperimentDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        ExperimentDefinition.Validate(definition);
        ExperimentDuration duration = Duration(
            history,
            [.. definition.Variants.Select(v => v.Key == definition.ControlKey ? analysis.ControlUnits : v.Weight > 0 ? analysis.TreatmentUnits : 0)],
            [.. definition.Variants.Select(v => v.Weight)],
            definition.Coverage * (definition.Layer is { } slice ? slice.To - slice.From : 1));
        return definition.Targeting.Count == 0
            ? duration
            : duration with { Reasons = [.. duration.Reasons, "Targeting takes a part of the units; unless the history is of these alone, it takes longer."] };
    }

    private static double? Needed(IReadOnlyList<long> unitsPerArm, IReadOnlyList<double> weights, double coverage)
    {
        ArgumentNullException.ThrowIfNull(unitsPerArm);
        ArgumentNullException.ThrowIfNull(weights);
        Legal.Within(coverage, 0, 1, nameof(coverage));
        if (unitsPerArm.Count != weights.Count || weights.Count == 0)
        {
            throw new ArgumentException($"Each arm has its units and its weight; there are {unitsPerArm.Count} arms and {weights.Count} weights.", nameof(weights));
        }

        foreach (double weight in weights)
        {
            Legal.Within(weight, 0, double.MaxValue, nameof(weights));
        }

        double most = 0;
        double greatest = weights.Max();
        double sum = weights.Sum(weight => weight / greatest);
        for (int i = 0; i < weights.Count; i++)
        {
            Legal.Between(unitsPerArm[i], 0, Legal.MaxUnits, nameof(unitsPerArm));
            if (unitsPerArm[i] > 0)
            {
                double share = weights[i] / greatest / sum;
                most = share > 0
                    ? Math.Max(most, unitsPerArm[i] / share)
                    : throw new ArgumentException($"An arm that needs units has a weight above 0; arm {i} needs {unitsPerArm[i]} and has none.", nameof(weights));
            }
        }

        double needed = most / coverage;
        return double.IsFinite(needed) ? needed : null;
    }

    private static ExperimentDuration OfDays(TrafficHistory history, double needed)
    {
        double[] measured = [.. history.Days.OfType<double>()];
        double mean = Mean(history.Days);
        if (mean == 0)
        {
            return new ExperimentDuration
            {
                NeededUnits = needed,
                UnitsPerDay = measured.Length == 0 ? null : 0,
                Reasons = [measured.Length == 0
                ? "The history has no day that was measured."
                : Legal.Text($"Nothing came in the {measured.Length} days that were measured.")],
            };
        }

        var reasons = new List<string> { "Each day's units are taken to be new ones; units that come again make it longer." };
        if (measured.Length < history.Days.Count)
        {
            reasons.Add(Legal.Text($"{history.Days.Count - measured.Length} of {history.Days.Count} days were not measured and are left out."));
        }

        (double Least, double Most)? week = Weeks(history.Days);
        if (week is null)
        {
            reasons.Add("There are no 7 days in a row that were measured: how much traffic varies, and the days of the week, are not known.");
        }
        else if (week.Value.Least == 0)
        {
            reasons.Add("There were 7 days in which nothing came: at that rate it never ends.");
        }

        int? days = Days(needed, mean);
        if (days is null)
        {
            reasons.Add(Legal.Text($"It would take more than {MaxDays} days."));
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
        for (int i = 0; i < history.Days.Count && days is null; i++)
        {
            seen += history.Days[i]!.Value;
            days = seen >= needed * (1 - 1e-12) ? i + 1 : null;
        }

        string reason = seen == 0
            ? "The history has no unit: the past experiment saw none in a whole day."
            : days is null
                ? Legal.Text($"In its {history.Days.Count} days the past experiment met {seen:0} units and {needed:0} are needed. ")
                    + "New ones get fewer as those who come regularly have been seen, so that nothing is promised beyond these days: plan for a greater effect, or for more coverage."
                : "Counted along the new units of one past experiment, from its first day on; how much another one differs is not known, and there is no range.";
        return new ExperimentDuration { Days = days, SuggestedDays = WholeWeeks(days), NeededUnits = needed, Reasons = [reason] };
    }

    /// <summary>Each day of the week counts as much as any other, however often it was measured.</summary>
    private static double Mean(IReadOnlyList<double?> days) =>
        days.Select((units, place) => (units, weekday: place % 7)).Where(day => day.units is not null)
            .GroupBy(day => day.weekday, day => day.units!.Value).Select(weekday => weekday.Average()).DefaultIfEmpty().Average();

    /// <summary>The least and the greatest mean of 7 days in a row that were all measured.</summary>
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
