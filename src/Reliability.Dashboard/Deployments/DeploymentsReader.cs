using Microsoft.Extensions.DependencyInjection;
using Reliability.Incidents;
using Reliability.Releases;

namespace Reliability.Dashboard.Internal;

/// <summary>Reads what the page of the deployments of a service shows.</summary>
internal sealed class DeploymentsReader(IServiceProvider services, string setup)
{
    /// <param name="key">The service and where the page begins.</param>
    /// <param name="now">The present time.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">The list has no such place.</exception>
    public async ValueTask<DeploymentsDocument> ReadAsync(string key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        (string service, string? after) = RecordKey.Read(key);
        IDeployments deployments = services.GetRequiredKeyedService<IDeployments>(setup);
        DeploymentPage list = await deployments.ListAsync(Query(service, after), cancellationToken).ConfigureAwait(false);
        (IReadOnlyList<BrokenRow> broke, int leftOut) =
            await ReadBrokenAsync(service, list.Deployments, cancellationToken).ConfigureAwait(false);
        return new DeploymentsDocument
        {
            AsOf = now,
            Service = service,
            Items = [.. list.Deployments.Select(DeploymentFigures.Row)],
            Broke = broke,
            IncidentsLeftOut = leftOut,
            Next = list.Next,
        };
    }

    private static DeploymentQuery Query(string service, string? after)
    {
        try
        {
            return new DeploymentQuery { Service = service, After = after, PageSize = OverviewQuery.PageSize };
        }
        catch (ArgumentException e)
        {
            throw new KeyNotFoundException("The list has no such page. The first page leads to all others.", e);
        }
    }

    private async ValueTask<(IReadOnlyList<BrokenRow> Rows, int LeftOut)> ReadBrokenAsync(
        string service, IReadOnlyList<Deployment> shown, CancellationToken cancellationToken)
    {
        IIncidents incidents = services.GetRequiredKeyedService<IIncidents>(setup);
        if (shown.Count == 0 || !incidents.Services.Contains(service, StringComparer.Ordinal))
        {
            return ([], 0);
        }

        AttributedIncidentPage found = await incidents.ListByDeploymentAsync(
            new AttributedIncidentQuery
            {
                Service = service,
                DeploymentIds = [.. shown.Select(one => one.Id)],
                MaxCount = IncidentQuery.MaxPageSize,
            },
            cancellationToken).ConfigureAwait(false);
        IReadOnlyList<IncidentRow> rows = await IncidentFigures.RowsAsync(
            incidents, service, [.. found.Incidents.Select(one => one.Incident)], cancellationToken).ConfigureAwait(false);
        return ([.. found.Incidents.Zip(rows, Row)], found.TotalCount - found.Incidents.Count);
    }

    private static BrokenRow Row(AttributedIncident one, IncidentRow row) => new()
    {
        DeploymentId = one.Deployment.Id,
        Version = one.Deployment.Version,
        Incident = row,
        Because = one.Kind == DeploymentAttributionKind.Explicit
            ? "a person named the deployment"
            : "the last deployment within 24 hours before",
    };
}
