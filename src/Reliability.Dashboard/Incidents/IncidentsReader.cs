using Microsoft.Extensions.DependencyInjection;
using Reliability.Incidents;

namespace Reliability.Dashboard.Internal;

/// <summary>Reads what the page of the incidents of a service shows.</summary>
internal sealed class IncidentsReader(IServiceProvider services, string setup)
{
    private const int MaxCauses = 10;

    /// <summary>The most rotations in the table; the API has all of the report.</summary>
    private const int MaxRotations = 12;

    /// <param name="key">The service and where the page begins.</param>
    /// <param name="now">The present time.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">The incident after which the page begins does not exist.</exception>
    public async ValueTask<IncidentsDocument> ReadAsync(string key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        (string service, string? after) = RecordKey.Read(key);
        IIncidents incidents = services.GetRequiredKeyedService<IIncidents>(setup);
        IncidentReport report = await incidents.GetReportAsync(IncidentFigures.Query(service, now), cancellationToken)
            .ConfigureAwait(false);
        IncidentPage list;
        try
        {
            list = await incidents.ListAsync(
                new IncidentQuery { Service = service, After = after, MaxCount = OverviewQuery.PageSize }, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (KeyNotFoundException e)
        {
            throw new KeyNotFoundException("The list has no such page: the incident after which it begins does not exist.", e);
        }

        return new IncidentsDocument
        {
            AsOf = now,
            Summary = IncidentFigures.Service(report),
            Periods = [.. report.Periods.Select(IncidentFigures.Period)],
            Markers = await PageMarkers.ReadAsync(services, setup, service, report.Range.Start, now, cancellationToken)
                .ConfigureAwait(false),
            Severities = [.. report.BySeverity.Select(Count)],
            Causes = [.. report.ByCause.Take(MaxCauses).Select(Count)],
            MoreCauses = Math.Max(0, report.ByCause.Count - MaxCauses),
            Rotations = [.. report.Rotations.Reverse().Take(MaxRotations).Select(IncidentFigures.Rotation)],
            OnCall = IncidentWording.OnCall(report),
            Total = list.TotalCount,
            Unreadable = list.Unreadable.Count,
            Items = await IncidentFigures.RowsAsync(incidents, service, list.Incidents, cancellationToken).ConfigureAwait(false),
            Next = list.Next,
        };
    }

    private static IncidentCountRow Count(IncidentCount one) =>
        new() { Name = one.Key == nameof(IncidentSeverity.Unknown) ? "not stated" : one.Key, Count = one.Count };
}
