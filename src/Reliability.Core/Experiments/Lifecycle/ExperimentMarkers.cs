using Reliability.Common;

namespace Reliability.Experiments;

/// <summary>Tells when experiments of a service started, paused, resumed and ended, for trends and charts.</summary>
/// <param name="experiments">The experiments.</param>
public sealed class ExperimentMarkers(IExperiments experiments) : IMarkerSource
{
    /// <inheritdoc/>
    /// <remarks>Experiments that cannot be read have no markers.</remarks>
    public async ValueTask<IReadOnlyList<Marker>> GetMarkersAsync(
        string service, TimeRange range, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(service);
        var markers = new List<Marker>();
        if (service != experiments.Service)
        {
            return markers;
        }

        try
        {
            await foreach (Experiment experiment in experiments.ListAsync(cancellationToken).ConfigureAwait(false))
            {
                markers.AddRange(experiment.History
                    .Where(change => change.At >= range.Start && change.At < range.End && WordOf(change.Kind) is not null)
                    .Select(change => new Marker
                    {
                        At = change.At,
                        Kind = "experiment",
                        Text = $"the {WordOf(change.Kind)} of experiment '{experiment.Definition.Key}'",
                    }));
            }
        }
        catch (UnreadableExperimentsException)
        {
            // The others have been read.
        }

        return markers;
    }

    private static string? WordOf(ExperimentChangeKind kind) => kind switch
    {
        ExperimentChangeKind.Started => "start",
        ExperimentChangeKind.Paused => "pause",
        ExperimentChangeKind.Resumed => "resumption",
        ExperimentChangeKind.Concluded => "end",
        ExperimentChangeKind.RolledBack => "rollback",
        _ => null,
    };
}
