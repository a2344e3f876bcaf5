using Reliability.Statistics;

namespace Reliability.Experiments.Internal;

/// <summary>Compares every arm with the control in every metric. Each test uses its part of the alpha.</summary>
internal sealed class MetricAnalysis(ExperimentDefinition definition, ArmSums arms, TestLevels levels, int armsTakenAway)
{
    private readonly ExperimentDesign _design = definition.Design;

    public IReadOnlyList<MetricReport> Reports()
    {
        Dictionary<(int Metric, int Arm), Comparison> found = [];
        Add(found, MetricRole.Primary, _design.PrimaryCorrection);
        Add(found, MetricRole.Secondary, _design.SecondaryCorrection);
        Add(found, MetricRole.Guardrail, CorrectionMethod.None);
        return [.. definition.Metrics.Select((metric, m) => new MetricReport
        {
            Metric = metric,
            Effects = [.. Treatments().Select(arm => Effect(metric, arm, found[(m, arm)]))],
        })];
    }

    private Comparison Compare(ExperimentMetric metric, int arm, double alpha)
    {
        (SampleSums control, SampleSums treatment) = (arms.Of(arms.Control, metric.Name), arms.Of(arm, metric.Name));
        return metric.Kind switch
        {
            MetricKind.Proportion => Proportions(metric, control, treatment, alpha),
            MetricKind.AdjustedMean => TwoSample.CovariateAdjustedMeans(control, treatment, alpha, levels.Stopping),
            MetricKind.Ratio when metric.IsSloGuardrail
                && IsAllOrNothing(control)
                && (IsAllOrNothing(treatment) || IsShareOfNothing(metric, control)) => OfWholeUnits(metric, arm, alpha),
            MetricKind.Ratio => TwoSample.Ratios(control, treatment, alpha, levels.Stopping),
            _ => TwoSample.Means(control, treatment, alpha, levels.Stopping),
        };
    }

    private static bool IsShareOfNothing(ExperimentMetric metric, SampleSums control) =>
        metric.Margin is { IsAbsolute: false } && control.X == 0;

    /// <summary>Returns a value indicating whether all events of an arm are good, or all are bad.</summary>
    private static bool IsAllOrNothing(SampleSums arm) => arm.Y > 0 && (arm.X == 0 || arm.X == arm.Y);

    /// <summary>
    /// Compares units instead of events. If all events of an arm are good, or all are bad, its units do not differ, so there is no
    /// variance, and neither a total failure nor perfect health would ever be significant. Units can be counted instead: of the units with
    /// events, none or all are bad. For a treatment whose margin is a share of a control without bad events, the minimum number of units
    /// with a bad event counts.
    /// </summary>
    private Comparison OfWholeUnits(ExperimentMetric metric, int arm, double alpha)
    {
        Comparison comparison = TwoSample.Proportions(Units(arms.Control), Units(arm), alpha, levels.Stopping);
        return comparison with { Reason = $"units, because the events of an arm are all good or all bad: {comparison.Reason}" };

        Proportion Units(int of)
        {
            // At least (Σx)²/Σx² units have a bad event, by the Cauchy-Schwarz inequality.
            long measured = arms.MeasuredOf(of, metric.Name);
            SampleSums sums = arms.Of(of, metric.Name);
            long bad = sums.X == 0
                ? 0
                : sums.X == sums.Y
                    ? measured
                    : Math.Clamp((long)Math.Ceiling(sums.X * (sums.X / sums.XX) * (1 - 1e-9)), 1, measured);
            return new Proportion(bad, measured);
        }
    }

    private Comparison Proportions(ExperimentMetric metric, SampleSums control, SampleSums treatment, double alpha)
    {
        if (control.Units == 0 || treatment.Units == 0)
        {
            return Comparison.NotEnoughData("an arm has no units", alpha, levels.Stopping, bound: 1);
        }

        foreach (SampleSums arm in (ReadOnlySpan<SampleSums>)[control, treatment])
        {
            if (arm.X != arm.XX || arm.X != Math.Floor(arm.X) || arm.X < 0 || arm.X > arm.Units)
            {
                return Comparison.NotEnoughData(
                    $"'{metric.Name}' was recorded with values; a proportion is recorded by {nameof(MetricRecorder.Convert)} alone",
                    alpha,
                    levels.Stopping,
                    bound: 1);
            }
        }

        return TwoSample.Proportions(
            new Proportion((long)control.X, control.Units),
            new Proportion((long)treatment.X, treatment.Units),
            alpha,
            levels.Stopping);
    }

    private IEnumerable<int> Treatments() => Enumerable.Range(0, arms.Count).Where(arm => arm != arms.Control);

    private void Add(Dictionary<(int Metric, int Arm), Comparison> found, MetricRole role, CorrectionMethod correction)
    {
        (int Metric, int Arm)[] family =
        [
            .. from m in Enumerable.Range(0, definition.Metrics.Count)
               where definition.Metrics[m].Role == role
               from arm in Treatments()
               select (m, arm),
        ];
        int takenAway = armsTakenAway * definition.Metrics.Count(m => m.Role == role);
        var tests = new TestFamily(correction, _design.Alpha, levels, takenAway);
        Comparison[] decided = tests.Decide(
            family.Length,
            (i, alpha) => Compare(definition.Metrics[family[i].Metric], family[i].Arm, alpha));
        for (int i = 0; i < family.Length; i++)
        {
            found.Add(family[i], decided[i]);
        }
    }

    private EffectReport Effect(ExperimentMetric metric, int arm, Comparison comparison)
    {
        long units = arms.UnitsOf(arms.Control) + arms.UnitsOf(arm);
        bool isBig = Math.Min(arms.UnitsOf(arms.Control), arms.UnitsOf(arm)) >= _design.MinUnits;

        // The interval of the mixture is far wider than its standard error indicates, so the effect that it could detect is not known.
        double? detectable = comparison is { StandardError: { } error, Control: > 0, Method: not ComparisonMethod.MixtureSequence }
            ? error * (comparison.Factor(units) + Distributions.NormalQuantile(_design.Power))
                / comparison.Control
            : null;
        (double Chance, double Loss)? posterior = Posterior(metric, arm, comparison);
        return new EffectReport
        {
            Variant = definition.Variants[arm].Key,
            Comparison = comparison,
            Outcome = isBig ? OutcomeOf(metric, comparison) : EffectOutcome.Unclear,
            ChanceToWin = posterior?.Chance,
            ExpectedLoss = posterior?.Loss,
            MinimumDetectableEffect = detectable,
            Guardrail = metric.Margin is { } margin
                ? isBig ? GuardrailRules.StatusOf(metric.Goal, margin, comparison) : GuardrailStatus.Open
                : null,
        };
    }

    /// <summary>
    /// Returns the posterior of the arm in the direction of the metric's goal: the probability of being better, and the expected loss of
    /// shipping it.
    /// </summary>
    private (double Chance, double Loss)? Posterior(ExperimentMetric metric, int arm, Comparison comparison)
    {
        PosteriorComparison? posterior = null;
        if (metric.Kind != MetricKind.Proportion)
        {
            posterior = comparison.StandardError is { } error ? BayesianComparison.OfMeans(comparison.Difference, error) : null;
        }
        else if (comparison.Method != ComparisonMethod.NotEnoughData)
        {
            (SampleSums a, SampleSums b) = (arms.Of(arms.Control, metric.Name), arms.Of(arm, metric.Name));
            posterior = BayesianComparison.OfRates((long)a.X, a.Units, (long)b.X, b.Units);
        }

        if (posterior is not { } belief)
        {
            return null;
        }

        return metric.Goal == MetricGoal.Increase
            ? (belief.ChanceToWin, belief.ExpectedLossTreatment)
            : (1 - belief.ChanceToWin, belief.ExpectedLossControl);
    }

    private static EffectOutcome OutcomeOf(ExperimentMetric metric, Comparison comparison)
    {
        // Equivalence comes first: an effect that is certainly smaller than the smallest effect that matters is no reason to ship.
        if (metric.MinEffect is { } effect
            && comparison.LiftInterval is { Lower: { } lower, Upper: { } upper }
            && lower > -effect
            && upper < effect)
        {
            return EffectOutcome.Equivalent;
        }

        if (!comparison.IsSignificant)
        {
            return EffectOutcome.Unclear;
        }

        return comparison.Difference > 0 == (metric.Goal == MetricGoal.Increase) ? EffectOutcome.Better : EffectOutcome.Worse;
    }
}
