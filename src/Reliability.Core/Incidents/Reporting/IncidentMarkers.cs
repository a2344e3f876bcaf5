using Reliability.Common;
using Reliability.Incidents.Internal;

namespace Reliability.Incidents;

/// <summary>Reports when incidents of a service started, for trends and charts. Duplicates and near misses are left out.</summary>
/// <param name="incidents">The incidents.</param>
public sealed class IncidentMarkers(IIncidents incidents) : IMarkerSource
{
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Marker>> GetMarkersAsync(
        string service, TimeRange range, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(service);
        List<Marker> markers = [];
        if (!incidents.Services.Contains(service, StringComparer.Ordinal))
        {
            return markers;
        }

        var query = new IncidentQuery { Service = service, From = range.Start, To = range.End };
        await foreach (Incident one in incidents.ReadAllAsync(query, null, cancellationToken).ConfigureAwait(false))
        {
            if (one.Definition is { DuplicateOf: null, Kind: IncidentKind.Incident or IncidentKind.Maintenance })
            {
                markers.Add(new Marker { At = one.StartedAt, Kind = "incident", Text = TextOf(one) });
            }
        }

        return markers;
    }

    private static string TextOf(Incident one) =>
        one.Definition.Kind == IncidentKind.Maintenance ? $"maintenance \"{one.Title}\"" : $"incident \"{one.Title}\"";
}
