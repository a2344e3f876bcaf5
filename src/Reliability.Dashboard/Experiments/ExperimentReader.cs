using Microsoft.Extensions.DependencyInjection;
using Reliability.Common.Internal;
using Reliability.Experiments;

namespace Reliability.Dashboard.Internal;

/// <summary>Reads what the page of one experiment shows.</summary>
internal sealed class ExperimentReader(IServiceProvider services, string setup)
{
    /// <summary>Reads the present.</summary>
    /// <exception cref="KeyNotFoundException">No experiment has this key.</exception>
    public async ValueTask<ExperimentDocument> ReadAsync(string key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        IExperiments experiments = services.GetRequiredKeyedService<IExperiments>(setup);
        Experiment experiment = await FindAsync(experiments, key, cancellationToken).ConfigureAwait(false);
        bool isStarted = experiment.StartedAt is not null;
        ExperimentReport? report = isStarted
            ? await experiments.GetReportAsync(experiment, cancellationToken).ConfigureAwait(false)
            : null;
        IReadOnlyList<EvidenceDay> days = isStarted
            ? await experiments.GetEvidenceAsync(experiment, cancellationToken: cancellationToken).ConfigureAwait(false)
            : [];
        return Document(experiment, report, days, now) with
        {
            Markers = await MarkersAsync(experiment, days, now, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>Reads a time of the past.</summary>
    /// <exception cref="KeyNotFoundException">No experiment has this key.</exception>
    /// <exception cref="BadParameterException">The experiment did not exist.</exception>
    public async ValueTask<ExperimentDocument> ReplayAsync(string key, DateTimeOffset at, CancellationToken cancellationToken)
    {
        IExperiments experiments = services.GetRequiredKeyedService<IExperiments>(setup);
        Experiment current = await FindAsync(experiments, key, cancellationToken).ConfigureAwait(false);
        ExperimentPast past = await ExperimentPast.ReadAsync(experiments, current, at, cancellationToken).ConfigureAwait(false)
            ?? throw PastTime.TooEarly(current.History[0].At);
        ExperimentDocument document = Document(past.Experiment, past.Report, past.Days, at);
        return document with
        {
            Markers = await MarkersAsync(past.Experiment, past.Days, at, cancellationToken).ConfigureAwait(false),
            Reasons = past.Report is null ? [past.Limit] : document.Reasons,
            Past = new PastNote
            {
                At = at,
                Limits = [past.Limit, "The definition is the present one."],
            },
        };
    }

    /// <summary>Reads what happened in the time of the charts, whose first day ends with the first evidence.</summary>
    private async ValueTask<IReadOnlyList<MarkerRow>> MarkersAsync(
        Experiment experiment, IReadOnlyList<EvidenceDay> days, DateTimeOffset to, CancellationToken cancellationToken) => days.Count == 0
        ? []
        : await PageMarkers.ReadAsync(
            services, setup, experiment.Service, days[0].Evidence.At.AddDays(-1), to, cancellationToken).ConfigureAwait(false);

    private static async ValueTask<Experiment> FindAsync(IExperiments experiments, string key, CancellationToken cancellationToken) =>
        await experiments.GetAsync(key, cancellationToken).ConfigureAwait(false)
        ?? throw new KeyNotFoundException("No experiment has this key. The overview lists all of them.");

    private static ExperimentDocument Document(
        Experiment experiment, ExperimentReport? report, IReadOnlyList<EvidenceDay> days, DateTimeOffset now) => new()
        {
            AsOf = now,
            Experiment = ExperimentFigures.Row(experiment, report, now),
            Hypothesis = experiment.Definition.Hypothesis,
            Etag = experiment.ETag.Value,
            SampleRatioPValue = ExperimentFigures.Number(report?.SampleRatio?.PValue),
            Crossed = report?.Crossed ?? 0,
            Arms = [.. Arms(experiment, report)],
            Reasons = report?.Reasons ?? ["The experiment has not started."],
            Design = [.. Design(experiment.Definition)],
            Effects = report is null ? [] : [.. ExperimentFigures.CountedEffects(report, Control(experiment))],
            Lifts = [.. Lifts(days)],
            Exposures = [.. Exposures(days)],
            History =
            [
                .. experiment.History.Reverse().Select(change => new ChangeRow
                {
                    At = change.At,
                    Kind = change.Kind.ToString(),
                    By = change.By,
                    Reason = change.Reason,
                    Shares = string.Join(", ", change.Variants.Select(one => Check.Text($"{one.Key} {one.Weight:0.####}"))),
                }),
            ],
        };

    private static string Control(Experiment experiment) => experiment.Definition.Control ?? experiment.Definition.Variants[0].Key;

    private static IEnumerable<ArmRow> Arms(Experiment experiment, ExperimentReport? report)
    {
        if (report is null)
        {
            yield break;
        }

        IReadOnlyList<double>? expected = report.SampleRatio?.Expected;
        for (int i = 0; i < report.Arms.Count; i++)
        {
            ArmReport arm = report.Arms[i];
            yield return new ArmRow
            {
                Variant = arm.Variant,
                IsControl = arm.Variant == Control(experiment),
                Units = arm.Units,
                Expected = expected?.Count == report.Arms.Count ? ExperimentFigures.Number(expected[i]) : null,
                Verdict = arm.Verdict?.ToString(),
            };
        }
    }

    private static IEnumerable<string> Design(ExperimentDefinition definition)
    {
        ExperimentDesign design = definition.Design;
        yield return Check.Text(
            $"It decides by {design.Stopping.GetType().Name} with alpha {design.Alpha:0.####} and power {design.Power:0.##}.");
        yield return Check.Text(
            $"It runs for at least {design.MinDuration.TotalDays:0.##} days and {design.MinUnits:#,0} units.");
        yield return design.RollsBack
            ? "It rolls itself back when a guardrail is clearly broken."
            : "It does not roll itself back.";
    }

    private static IEnumerable<LiftSeries> Lifts(IReadOnlyList<EvidenceDay> days) => days
        .SelectMany(day => day.Metrics.SelectMany(metric => metric.Effects.Select(
            effect => (day, effect: ExperimentFigures.Effect(metric.Metric, effect)))))
        .GroupBy(one => (one.effect.Metric, one.effect.Variant))
        .Select(group => new LiftSeries
        {
            Metric = group.Key.Metric,
            Variant = group.Key.Variant,
            Points =
            [
                .. group.Select(one => new LiftPoint
                {
                    At = one.day.Evidence.At,
                    Lift = one.effect.Lift,
                    Low = one.effect.Low,
                    High = one.effect.High,
                }),
            ],
        });

    private static IEnumerable<ExposureSeries> Exposures(IReadOnlyList<EvidenceDay> days) => days
        .SelectMany(day => day.Evidence.Sums.Arms.Select(arm => (day, arm)))
        .GroupBy(one => one.arm.Variant, StringComparer.Ordinal)
        .Select(group => new ExposureSeries
        {
            Variant = group.Key,
            Points = [.. group.Select(one => new ExposurePoint { At = one.day.Evidence.At, Units = one.arm.Units })],
        });
}
