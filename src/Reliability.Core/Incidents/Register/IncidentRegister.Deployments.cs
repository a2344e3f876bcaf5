using Reliability.Common.Internal;
using Reliability.Incidents.Internal;
using Reliability.Releases;
using Reliability.Storage;

namespace Reliability.Incidents;

/// <content>The deployments to which incidents are attributed.</content>
public sealed partial class IncidentRegister
{
    /// <inheritdoc/>
    public async ValueTask<DeploymentAttribution> AttributeAsync(Incident incident, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(incident);
        _ = ReaderOf(incident.Service);
        return _deployments is null || !_deployments.Services.Contains(incident.Service, StringComparer.Ordinal)
            ? new DeploymentAttribution { Kind = DeploymentAttributionKind.None }
            : await _deployments.AttributeAsync(
                incident.Service, incident.StartedAt, incident.Definition.DeploymentId, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<AttributedIncidentPage> ListByDeploymentAsync(
        AttributedIncidentQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        IncidentReader reader = ReaderOf(query.Service);
        if (query.DeploymentIds.Count == 0)
        {
            return new AttributedIncidentPage { Incidents = [], TotalCount = 0 };
        }

        List<Deployment> since = await ReadDeploymentsAsync(query.Service, cancellationToken).ConfigureAwait(false);
        HashSet<string> asked = new(query.DeploymentIds, StringComparer.Ordinal);
        if (asked.Except(since.Select(one => one.Id), StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw new KeyNotFoundException($"Service '{query.Service}' has no deployment '{Names.Shorten(unknown)}'.");
        }

        // One that started before all of the asked ones is not the last before an incident that follows one of them.
        DateTimeOffset first = since.Where(one => asked.Contains(one.Id)).Min(one => one.StartedAt);
        since.RemoveAll(one => one.StartedAt < first);
        var selection = new IncidentSelection(query.MaxCount, after: null);
        List<UnreadableDocument> unreadable = [];
        int total = 0;
        await foreach ((IReadOnlyList<StoredIncident> incidents, IReadOnlyList<UnreadableDocument> faulty) in
            reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            unreadable.AddRange(faulty);
            foreach (StoredIncident one in incidents.Where(one => one.Head.Counts && IsAttributed(one.Head)))
            {
                total++;
                selection.Add(one);
            }
        }

        return new AttributedIncidentPage
        {
            Incidents = [.. selection.ToList().Select(Attributed)],
            TotalCount = total,
            Unreadable = unreadable,
        };

        DeploymentAttribution Attribution(Incident one) =>
            DeploymentAttribution.Of(since, one.StartedAt, one.Definition.DeploymentId);

        bool IsAttributed(Incident one) => one.Definition.DeploymentId is { } named
            ? asked.Contains(named)
            : one.StartedAt >= first && Attribution(one).Deployment is { } deployment && asked.Contains(deployment.Id);

        AttributedIncident Attributed(Incident one)
        {
            DeploymentAttribution attribution = Attribution(one);
            return new AttributedIncident { Deployment = attribution.Deployment!, Incident = one, Kind = attribution.Kind };
        }
    }

    private async ValueTask<List<Deployment>> ReadDeploymentsAsync(string service, CancellationToken cancellationToken)
    {
        List<Deployment> all = [];
        if (_deployments is null || !_deployments.Services.Contains(service, StringComparer.Ordinal))
        {
            return all;
        }

        await foreach (Deployment one in _deployments.ReadAllAsync(new DeploymentQuery { Service = service }, cancellationToken)
            .ConfigureAwait(false))
        {
            all.Add(one);
        }

        return all;
    }
}
