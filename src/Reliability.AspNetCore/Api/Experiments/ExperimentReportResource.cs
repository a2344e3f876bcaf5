using Reliability.Common.Internal;
using Reliability.Experiments;

namespace Reliability.AspNetCore.Internal;

/// <summary>The results of an experiment so far, or those of its conclusion.</summary>
internal sealed record ExperimentReportResource(
    string Key,
    string Service,
    string State,
    int Revision,
    DateTimeOffset AsOf,
    string Verdict,
    string? Winner,
    IReadOnlyList<string> Reasons,
    int? Looks,
    double RunningForSeconds,
    double PlannedDays,
    SampleRatioResource? SampleRatio,
    string? SampleRatioReason,
    long Crossed,
    IReadOnlyList<ArmResource> Arms,
    IReadOnlyList<MetricResultResource> Metrics)
{
    private const string NotTested =
        "The sample ratio could not be tested, because the evidence does not say which units were assigned under which shares.";

    public static ExperimentReportResource From(Experiment experiment, ExperimentReport report) => new(
        report.Key,
        report.Service,
        experiment.State.ToString(),
        report.Revision,
        report.At,
        report.Verdict.ToString(),
        report.Winner,
        report.Reasons,
        report.Looks,
        JsonNumber.Of(report.RunningFor.TotalSeconds)!.Value,
        JsonNumber.Of(report.Design.MinDuration.TotalDays)!.Value,
        report.SampleRatio is { } ratio ? SampleRatioResource.From(ratio) : null,
        report.SampleRatio is null ? NotTested : null,
        report.Crossed,
        [.. report.Arms.Select(arm => new ArmResource(arm.Variant, arm.Units, arm.Verdict?.ToString()))],
        [.. report.Metrics.Select(metric => MetricResultResource.From(metric))]);
}
