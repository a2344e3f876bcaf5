using Reliability.Experiments.Internal;
using Reliability.Statistics;

namespace Reliability.Experiments;

/// <summary>
/// Makes a report from evidence: a pure function, whose cost depends on arms and metrics alone. On one platform the same input gives the same report to the
/// last bit; between platforms the last digits of logarithms and exponentials may differ.
/// </summary>
public static class ExperimentAnalysis
{
    /// <summary>The number of the rules that this library judges by; it changes when the same evidence can get another report.</summary>
    public const int Version = 1;

    /// <summary>Makes the report.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="evidence">What was counted.</param>
    /// <exception cref="ArgumentException">The definition is not valid. A scheme of assignment newer than this library is no reason: results need none.</exception>
    public static ExperimentReport Analyze(Experiment experiment, ExperimentEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(evidence);
        ExperimentDefinition definition = experiment.Definition;
        ExperimentDefinition.ValidateResults(definition);
        InferenceDesign design = definition.Design;
        var arms = new ArmSums(definition, evidence.Sums);
        var rules = new RuleSource(design, evidence.Looks);
        SampleRatioResult? ratio = RatioCheck.Of(experiment, evidence, arms);
        IReadOnlyList<MetricReport> metrics = rules.MayLook ? new MetricAnalysis(definition, arms, rules, experiment.ArmsTakenAway()).Reports() : [.. definition.Metrics.Select(m => new MetricReport
        {
            Metric = m,
            Effects = [],
        })];
        Judgement judgement = new VerdictRules(experiment, evidence, arms, rules, ratio, metrics).Judge();
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
            Looks = design.Method == InferenceMethod.Sequential ? null : evidence.Looks.Count,
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

    /// <summary>Makes the report of a concluded experiment again from the evidence that was kept with it.</summary>
    /// <param name="concluded">The experiment.</param>
    /// <returns>The report, equal to the one that was kept in every digit when made on the same platform by the same <see cref="Version"/>.</returns>
    /// <exception cref="ArgumentException">The experiment is not concluded.</exception>
    public static ExperimentReport Reproduce(Experiment concluded)
    {
        ArgumentNullException.ThrowIfNull(concluded);
        return concluded.Conclusion is { } conclusion
            ? Analyze(concluded with { History = [.. concluded.History.Take(conclusion.Report.Revision)] }, conclusion.Evidence)
            : throw new ArgumentException($"Experiment '{concluded.Definition.Key}' is not concluded, so nothing was kept to make its report from.", nameof(concluded));
    }
}
