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
            await ReadBrokenAsync(deployments, service, list.Deployments, cancellationToken).ConfigureAwait(false);
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

    /// <summary>
    /// Attributes incidents by the rule of the register, to the deployments since the first of the page in memory: one call for each
    /// incident would be many.
    /// </summary>
    private async ValueTask<(IReadOnlyList<BrokenRow> Rows, int LeftOut)> ReadBrokenAsync(
        IDeployments deployments, string service, IReadOnlyList<Deployment> shown, CancellationToken cancellationToken)
    {
        IIncidents incidents = services.GetRequiredKeyedService<IIncidents>(setup);
        if (shown.Count == 0 || !incidents.Services.Contains(service, StringComparer.Ordinal))
        {
            return ([], 0);
        }

        DateTimeOffset first = shown[^1].StartedAt;
        IncidentPage found = await incidents.ListAsync(
            new IncidentQuery { Service = service, From = first, MaxCount = IncidentQuery.MaxPageSize }, cancellationToken)
            .ConfigureAwait(false);
        if (found.Incidents.Count == 0)
        {
            return ([], 0);
        }

        List<Deployment> since = await ReadSinceAsync(deployments, service, first, cancellationToken).ConfigureAwait(false);
        HashSet<string> ids = [.. shown.Select(one => one.Id)];
        List<(Incident Incident, DeploymentAttribution Cause)> caused =
        [
            .. found.Incidents.Where(one => one.Counts)
                .Select(one => (one, DeploymentAttribution.Of(since, one.StartedAt, one.Definition.DeploymentId)))
                .Where(both => both.Item2.Deployment is { } deployment && ids.Contains(deployment.Id)),
        ];
        IReadOnlyList<IncidentRow> rows = await IncidentFigures.RowsAsync(
            incidents, service, [.. caused.Select(both => both.Incident)], cancellationToken).ConfigureAwait(false);
        return ([.. caused.Zip(rows, (both, row) => Row(row, both.Cause))], found.TotalCount - found.Incidents.Count);
    }

    private static BrokenRow Row(IncidentRow row, DeploymentAttribution cause) => new()
    {
        DeploymentId = cause.Deployment!.Id,
        Version = cause.Deployment.Version,
        Incident = row,
        Because = cause.Kind == DeploymentAttributionKind.Explicit
            ? "a person named the deployment"
            : "the last deployment within 24 hours before",
    };

    private static async ValueTask<List<Deployment>> ReadSinceAsync(
        IDeployments deployments, string service, DateTimeOffset first, CancellationToken cancellationToken)
    {
        List<Deployment> since = [];
        string? after = null;
        do
        {
            DeploymentPage page = await deployments.ListAsync(
                new DeploymentQuery { Service = service, From = first, After = after, PageSize = DeploymentQuery.MaxPageSize },
                cancellationToken).ConfigureAwait(false);
            since.AddRange(page.Deployments);
            after = page.Next;
        }
        while (after is not null);
        return since;
    }
}
