using Reliability.Experiments;
using Reliability.Storage;

namespace Reliability.Tests.Shared;

/// <summary>Experiments and what was counted in them, for tests of reports.</summary>
internal static class SampleReports
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    internal static ExperimentEvidence Evidence(params (string Variant, long Units, long Converted)[] arms) => new()
    {
        Sums = new EnrollmentSummary
        {
            Arms = [.. arms.Select(a => new ArmSummary
        {
            Variant = a.Variant,
            Units = a.Units,
            Metrics = [new MetricSums
        {
            Metric = "bought",
            Units = a.Converted,
            X = a.Converted,
            XX = a.Converted,
            Y = 0,
            YY = 0,
            XY = 0,
        }],
        })],
            Crossed = 0,
        },
        At = Start + TimeSpan.FromDays(14),
    };

    internal static Experiment Of(ExperimentDefinition definition) => new()
    {
        Service = "shop",
        Definition = definition,
        State = ExperimentState.Running,
        ETag = ETag.New(),
        History =
        [
            Change(1, ExperimentChangeKind.Created, definition),
            Change(2, ExperimentChangeKind.Started, definition),
        ],
    };

    private static ExperimentChange Change(int revision, ExperimentChangeKind kind, ExperimentDefinition definition) =>
        new()
        {
            Id = $"change-{revision}",
            Revision = revision,
            Kind = kind,
            By = "ada",
            Reason = "go",
            At = Start,
            Coverage = 1,
            Variants = [.. definition.Variants.Select(v => new WeightedVariant(v.Key, v.Weight))],
        };
}
