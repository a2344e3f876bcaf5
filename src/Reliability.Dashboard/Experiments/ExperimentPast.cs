using Reliability.Experiments;

namespace Reliability.Dashboard.Internal;

/// <summary>An experiment at a time in the past, with the evidence that is stored of that day.</summary>
internal sealed record ExperimentPast
{
    /// <summary>A day's evidence is taken within the first hours of the next day, of which one can have 25 hours.</summary>
    private static readonly TimeSpan _day = TimeSpan.FromHours(30);

    public required Experiment Experiment { get; init; }

    /// <summary>Gets the report on the evidence of that day; <see langword="null"/> if there is none.</summary>
    public ExperimentReport? Report { get; init; }

    /// <summary>Gets the evidence of the days before that time.</summary>
    public IReadOnlyList<EvidenceDay> Days { get; init; } = [];

    /// <summary>Gets what the report is based on, or why there is none.</summary>
    public required string Limit { get; init; }

    /// <returns><see langword="null"/> if the experiment did not exist.</returns>
    public static async ValueTask<ExperimentPast?> ReadAsync(
        IExperiments experiments, Experiment current, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (current.AsOf(at) is not { } past)
        {
            return null;
        }

        if (past.StartedAt is null)
        {
            return new ExperimentPast { Experiment = past, Limit = "The experiment had not started." };
        }

        IReadOnlyList<EvidenceDay> all =
            await experiments.GetEvidenceAsync(current, cancellationToken: cancellationToken).ConfigureAwait(false);
        EvidenceDay[] before = [.. all.Where(one => one.Evidence.At <= at)];
        if (past.Conclusion is { } conclusion)
        {
            return new ExperimentPast
            {
                Experiment = past,
                Report = conclusion.Report,
                Days = before,
                Limit = "The report is that of the conclusion.",
            };
        }

        EvidenceDay? day = all.FirstOrDefault(one => one.Evidence.At >= at && one.Evidence.At - at <= _day);
        return day is null
            ? new ExperimentPast
            {
                Experiment = past,
                Days = before,
                Limit = "No evidence is stored of this day: it is stored once a day while the experiment runs.",
            }
            : new ExperimentPast
            {
                Experiment = past,
                Report = ExperimentAnalysis.Analyze(current.AsOf(day.Evidence.At) ?? past, day.Evidence),
                Days = before,
                Limit = FormattableString.Invariant(
                    $"The results are the evidence of the day {day.Day:yyyy-MM-dd}, which was taken at {PastTime.Text(day.Evidence.At)}."),
            };
    }
}
