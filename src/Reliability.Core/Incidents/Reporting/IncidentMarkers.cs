using Reliability.Common;

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

        string? after = null;
        do
        {
            IncidentPage page = await incidents.ListAsync(
                new IncidentQuery
                {
                    Service = service,
                    From = range.Start,
                    To = range.End,
                    After = after,
                    MaxCount = IncidentQuery.MaxPageSize,
                },
                cancellationToken).ConfigureAwait(false);
            markers.AddRange(page.Incidents
                .Where(one => one.Definition is { DuplicateOf: null, Kind: IncidentKind.Incident or IncidentKind.Maintenance })
                .Select(one => new Marker { At = one.StartedAt, Kind = "incident", Text = TextOf(one) }));
            after = page.Next;
        }
        while (after is not null);

        return markers;
    }

    private static string TextOf(Incident one) =>
        one.Definition.Kind == IncidentKind.Maintenance ? $"maintenance \"{one.Title}\"" : $"incident \"{one.Title}\"";
}
