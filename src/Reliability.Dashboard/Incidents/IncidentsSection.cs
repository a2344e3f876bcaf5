using System.Globalization;
using Reliability.Common;
using Reliability.Incidents;

namespace Reliability.Dashboard.Internal;

/// <summary>The incidents of all services.</summary>
internal sealed class IncidentsSection : ISection
{
    /// <summary>The collection of an <see cref="IncidentRegister"/>. Another implementation is always asked.</summary>
    private const string Collection = "incidents";

    public string Name => IncidentsPart.SectionName;

    public async ValueTask<SectionPart?> ReadAsync(SnapshotContext context, CancellationToken cancellationToken)
    {
        if (context.Find<IIncidents>() is not { } incidents)
        {
            return null;
        }

        List<IncidentReport> reports = [];
        List<Incident> open = [];
        bool isKept = true;
        foreach (string service in incidents.Services)
        {
            if (incidents is IncidentRegister
                && !await context.HasDocumentsAsync(service, Collection, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            (IncidentReport report, bool wasKept) = await context.Registers.GetAsync(
                "incidents:" + service,
                isUrgent: false,
                token => incidents.GetReportAsync(IncidentFigures.Query(service, context.Registers.Now), token),
                cancellationToken).ConfigureAwait(false);
            reports.Add(report);
            isKept &= wasKept;
            (OpenIncidents found, wasKept) = await context.Registers.GetAsync(
                "open incidents:" + service,
                isUrgent: true,
                token => incidents.ListOpenAsync(service, token),
                cancellationToken).ConfigureAwait(false);
            open.AddRange(found);
            isKept &= wasKept;
        }

        reports.RemoveAll(one =>
            one.Count + one.MaintenanceCount + one.NearMissCount + one.DuplicateCount + one.Unreadable.Count == 0
            && open.TrueForAll(incident => incident.Service != one.Service));
        if (reports.Count == 0)
        {
            return null;
        }

        if (context.At is not null)
        {
            context.Limits.Add("Incidents are not shown: what they burnt and how far they had come is known of the present only.");
            return null;
        }

        Dictionary<string, IReadOnlyList<MarkerRow>> markers = new(StringComparer.Ordinal);
        foreach (IncidentReport report in reports)
        {
            (markers[report.Service], bool wasKept) = await ReadMarkersAsync(context, report, cancellationToken).ConfigureAwait(false);
            isKept &= wasKept;
        }

        return new IncidentsPart
        {
            Markers = markers,
            Reports = [.. reports.OrderBy(one => one.Service, StringComparer.Ordinal)],
            Open = [.. open.OrderByDescending(one => one.StartedAt).ThenBy(one => one.Id, StringComparer.Ordinal)
                .Select(IncidentFigures.Row)],
            WasReadBefore = isKept,
        };
    }

    /// <summary>Each source is kept for itself, so that a snapshot reads at most one of them again.</summary>
    private static async ValueTask<(IReadOnlyList<MarkerRow> Rows, bool IsKept)> ReadMarkersAsync(
        SnapshotContext context, IncidentReport report, CancellationToken cancellationToken)
    {
        List<MarkerRow> rows = [];
        bool isKept = true;
        int index = 0;
        foreach (IMarkerSource source in PageMarkers.Marking(context.All<IMarkerSource>()))
        {
            (IReadOnlyList<MarkerRow> found, bool wasKept) = await context.Registers.GetAsync(
                string.Create(CultureInfo.InvariantCulture, $"markers:{index++}:{report.Service}"),
                isUrgent: false,
                token => PageMarkers.ReadAsync([source], report.Service, report.Range.Start, report.Range.End, token),
                cancellationToken).ConfigureAwait(false);
            rows.AddRange(found);
            isKept &= wasKept;
        }

        return (PageMarkers.Latest(rows), isKept);
    }
}
