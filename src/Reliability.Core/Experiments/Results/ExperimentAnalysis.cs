using Reliability.Experiments.Internal;
using Reliability.Statistics;

namespace Reliability.Experiments;

/// <summary>
/// Creates a report from evidence. The analysis is a pure function, whose cost depends only on the numbers of arms and metrics. On one
/// platform, the same input gives the same report to the last bit. Between platforms, the last digits of logarithms and exponentials may
/// differ.
/// </summary>
public static class ExperimentAnalysis
{
    /// <summary>The version of the analysis rules. It changes when the same evidence can give another report.</summary>
    public const int Version = 1;

    /// <summary>Creates a report.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="evidence">The evidence.</param>
    /// <exception cref="ArgumentException">
    /// The definition is not valid. An assignment scheme that is newer than this library is accepted, because results do not depend on it.
    /// </exception>
    public static ExperimentReport Analyze(Experiment experiment, ExperimentEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(evidence);
        ExperimentDefinition definition = experiment.Definition;
        ExperimentDefinition.RequireResults(definition);
        ExperimentDesign design = definition.Design;
        var arms = new ArmSums(definition, evidence.Sums);
        var levels = new TestLevels(design, evidence.Looks);
        SampleRatioResult? ratio = RatioCheck.Of(experiment, evidence, arms);
        IReadOnlyList<MetricReport> metrics = levels.MayLook
            ? new MetricAnalysis(definition, arms, levels, experiment.ArmsTakenAway()).Reports()
            : WithoutEffects(definition);
        Judgement judgement = new VerdictRules(experiment, evidence, arms, levels, ratio, metrics).Judge();
        return new ExperimentReport
        {
            Service = experiment.Service,
            Key = definition.Key,
            Revision = experiment.Revision,
            At = evidence.At,
            Verdict = judgement.Verdict,
            Winner = judgement.Winner,
            Reasons = judgement.Reasons,
            Design = design,
            Looks = design.Stopping is AlwaysValidRule ? null : evidence.Looks.Count,
            RunningFor = experiment.RunningFor(evidence.At),
            SampleRatio = ratio,
            Crossed = evidence.Sums.Crossed,
            Arms = [.. definition.Variants.Select((v, i) => new ArmReport
            {
                Variant = v.Key,
                Units = arms.UnitsOf(i),
                Verdict = judgement.OfArms[i],
            })],
            Metrics = metrics,
        };
    }

    /// <summary>
    /// Compares the arms in every metric by intervals that hold at all times together, such as for a chart of the lift over time. This is
    /// a pure function of the sums and of the definition.
    /// </summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="evidence">The evidence of one moment. Its looks do not matter.</param>
    /// <returns>
    /// The metrics in the order of the definition. Under <see cref="AlwaysValidRule"/> they equal those of <see cref="Analyze"/>. A design
    /// with planned units shows no results between its looks: the effects are empty until the experiment is concluded, and then follow
    /// from a confidence sequence with its default tuning.
    /// </returns>
    /// <exception cref="ArgumentException">The definition is not valid.</exception>
    public static IReadOnlyList<MetricReport> CompareAtAnyTime(Experiment experiment, ExperimentEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(evidence);
        ExperimentDefinition definition = experiment.Definition;
        ExperimentDefinition.RequireResults(definition);
        if (definition.Design.Stopping is not AlwaysValidRule)
        {
            if (experiment.State != ExperimentState.Concluded)
            {
                return WithoutEffects(definition);
            }

            definition = definition with { Design = definition.Design with { Stopping = StoppingRule.AlwaysValid() } };
        }

        return new MetricAnalysis(
            definition,
            new ArmSums(definition, evidence.Sums),
            new TestLevels(definition.Design, looks: []),
            experiment.ArmsTakenAway()).Reports();
    }

    /// <summary>Creates the report of a concluded experiment again from the stored evidence.</summary>
    /// <param name="concluded">The concluded experiment.</param>
    /// <returns>
    /// The report. It equals the stored report in every digit if it is created on the same platform by the same <see cref="Version"/>.
    /// </returns>
    /// <exception cref="ArgumentException">The experiment is not concluded.</exception>
    public static ExperimentReport Reproduce(Experiment concluded)
    {
        ArgumentNullException.ThrowIfNull(concluded);
        return concluded.Conclusion is { } conclusion
            ? Analyze(concluded with { History = [.. concluded.History.Take(conclusion.Report.Revision)] }, conclusion.Evidence)
            : throw new ArgumentException(
                $"Experiment '{concluded.Definition.Key}' must be concluded to have stored evidence for its report; it is not.",
                nameof(concluded));
    }

    private static IReadOnlyList<MetricReport> WithoutEffects(ExperimentDefinition definition) =>
        [.. definition.Metrics.Select(m => new MetricReport { Metric = m, Effects = [] })];
}
