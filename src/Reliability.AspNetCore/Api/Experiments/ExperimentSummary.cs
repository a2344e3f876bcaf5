using Reliability.Common.Internal;
using Reliability.Experiments;

namespace Reliability.AspNetCore.Internal;

/// <summary>An experiment in a list.</summary>
internal sealed record ExperimentSummary(
    string Key,
    string Service,
    string State,
    DateTimeOffset? StartedAt,
    double RunningForSeconds,
    int? Day,
    double PlannedDays,
    string? Verdict,
    string? VerdictReason,
    string? Shipped,
    int Revision,
    string Etag)
{
    private const string OpenVerdict =
        "A list has the verdicts of concluded experiments; the report of the experiment has its current one.";

    public static ExperimentSummary From(Experiment experiment, DateTimeOffset now) => new(
        experiment.Definition.Key,
        experiment.Service,
        experiment.State.ToString(),
        experiment.StartedAt,
        JsonNumber.Of(experiment.RunningFor(now).TotalSeconds)!.Value,
        DayOf(experiment, now),
        JsonNumber.Of(experiment.Definition.Design.MinDuration.TotalDays)!.Value,
        experiment.Conclusion?.Report.Verdict.ToString(),
        experiment.Conclusion is null ? OpenVerdict : null,
        experiment.Conclusion?.Shipped,
        experiment.Revision,
        experiment.ETag.Value);

    /// <summary>Returns the number of the day of running time, from 1; pauses do not count. It is null before the start.</summary>
    public static int? DayOf(Experiment experiment, DateTimeOffset now) =>
        experiment.StartedAt is null ? null : (int)Math.Floor(experiment.RunningFor(now).TotalDays) + 1;
}
