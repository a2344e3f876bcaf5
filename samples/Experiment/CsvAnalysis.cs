using Reliability.Experiments;
using Reliability.Statistics;
using Reliability.Storage;

namespace ExperimentSample;

/// <summary>What the library makes of the counts of a file. Pure functions.</summary>
internal static class CsvAnalysis
{
    public const string Metric = "converted";
    private static readonly ComparisonMethod[] Methods =
    [
        ComparisonMethod.FisherExact,
        ComparisonMethod.PooledZ,
        ComparisonMethod.UnpooledZ,
        ComparisonMethod.Newcombe,
    ];

    /// <summary>The report that an experiment with these counts would have.</summary>
    /// <exception cref="UsageException">The options name a variant that the file does not have.</exception>
    public static ExperimentReport Report(ConversionCounts counts, CsvOptions options)
    {
        string control = Control(counts, options);
        foreach (string variant in options.Weights.Keys)
        {
            RequireVariant(counts, "--weight", variant);
        }

        // A plan is not smaller than what a verdict needs.
        long units = Math.Max(counts.Arms.Sum(arm => arm.Units), counts.Arms.Count * new ExperimentDesign().MinUnits);
        var definition = new ExperimentDefinition
        {
            Key = "csv",
            Variants =
            [
                .. counts.Arms.Select(arm => new ExperimentVariant(arm.Variant, options.Weights.GetValueOrDefault(arm.Variant, 1))),
            ],
            Control = control,
            Metrics = [ExperimentMetric.Primary(Metric, options.MinimumEffect)],
            Design = new() { Stopping = options.IsFixed ? StoppingRule.FixedHorizon(units) : StoppingRule.AlwaysValid() },
        };

        // A file says nothing of time, and nothing here depends on it.
        DateTimeOffset at = DateTimeOffset.UnixEpoch;
        WeightedVariant[] weights = [.. definition.Variants.Select(v => new WeightedVariant(v.Key, v.Weight))];
        var experiment = new Experiment
        {
            Service = "csv",
            Definition = definition,
            State = ExperimentState.Running,
            History = [new ExperimentChange
            {
                Id = "csv",
                Revision = 1,
                Kind = ExperimentChangeKind.Started,
                By = "csv",
                Reason = "a file",
                At = at,
                Coverage = definition.Coverage,
                Variants = weights,
            }],
            ETag = new ETag("csv"),
        };
        var evidence = new ExperimentEvidence
        {
            Sums = new EnrollmentSummary
            {
                Arms = [.. counts.Arms.OrderBy(arm => arm.Variant, StringComparer.Ordinal).Select(Summary)],
                Crossed = counts.Crossed,
            },
            At = at,
            Looks = options.IsFixed ? [1] : [],
        };
        return ExperimentAnalysis.Analyze(experiment, evidence);
    }

    /// <summary>A variant against the control by each method for proportions, at one look and a risk of 5 %.</summary>
    public static IEnumerable<Comparison> ByMethod(
        ArmCounts control,
        ArmCounts treatment) => Methods.Select(method => TwoSample.Proportions(
        new Proportion(control.Converted, control.Units),
        new Proportion(treatment.Converted, treatment.Units),
        method: method));

    /// <summary>The key of the variant to compare with.</summary>
    public static string Control(ConversionCounts counts, CsvOptions options) => options.Control is { } control
        ? RequireVariant(counts, "--control", control)
        : counts.Arms.FirstOrDefault(arm => arm.Variant == "control")?.Variant ?? counts.Arms[0].Variant;

    private static string RequireVariant(
        ConversionCounts counts,
        string option,
        string variant) => counts.Arms.Any(arm => arm.Variant == variant)
        ? variant
        : throw new UsageException(
            $"{option} is '{Shown.Text(variant)}'; it must be one of "
                + $"{string.Join(", ", counts.Arms.Select(arm => $"'{Shown.Text(arm.Variant)}'"))}.");

    private static ArmSummary Summary(ArmCounts arm) =>
        new()
        {
            Variant = arm.Variant,
            Units = arm.Units,
            Metrics = [new MetricSums
        {
            Metric = Metric,
            Units = arm.Converted,
            X = arm.Converted,
            XX = arm.Converted,
            Y = 0,
            YY = 0,
            XY = 0,
        }],
        };
}
