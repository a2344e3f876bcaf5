using Reliability.Experiments;

namespace Reliability.Dashboard.Internal;

/// <summary>The experiments of the service.</summary>
internal sealed class ExperimentsSection : ISection
{
    public string Name => ExperimentsPart.SectionName;

    public async ValueTask<SectionPart?> ReadAsync(SnapshotContext context, CancellationToken cancellationToken)
    {
        if (context.Find<IExperiments>() is not { } experiments)
        {
            return null;
        }

        List<ExperimentRow> rows = [];
        string? problem = null;
        try
        {
            await foreach (Experiment experiment in experiments.ListAsync(cancellationToken).ConfigureAwait(false))
            {
                if (context.At is { } at)
                {
                    if (await ExperimentPast.ReadAsync(experiments, experiment, at, cancellationToken).ConfigureAwait(false) is { } past)
                    {
                        rows.Add(ExperimentFigures.Row(past.Experiment, past.Report, at) with { Reason = past.Limit });
                    }

                    continue;
                }

                ExperimentReport? report = experiment.StartedAt is null
                    ? null
                    : await experiments.GetReportAsync(experiment, cancellationToken).ConfigureAwait(false);
                rows.Add(ExperimentFigures.Row(experiment, report, context.AsOf));
            }
        }
        catch (UnreadableExperimentsException e)
        {
            problem = e.Message;
        }

        return rows.Count == 0 && problem is null ? null : new ExperimentsPart { Experiments = rows, Problem = problem };
    }
}
