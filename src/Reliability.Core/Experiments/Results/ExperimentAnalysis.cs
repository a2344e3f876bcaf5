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
            : [.. definition.Metrics.Select(m => new MetricReport
        {
            Metric = m,
            Effects = [],
        })];
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
}
