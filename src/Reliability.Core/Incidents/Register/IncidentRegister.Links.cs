using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Incidents.Internal;
using Reliability.Releases;

namespace Reliability.Incidents;

/// <content>The records that incidents name, and those that name incidents.</content>
public sealed partial class IncidentRegister : ILinkTargets
{
    /// <inheritdoc/>
    public LinkTargetKind TargetKind => LinkTargetKind.Incident;

    /// <inheritdoc/>
    public async ValueTask<bool> ExistsAsync(string service, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(id);
        return StoreName.Fault(id) is null
            && _readers.TryGetValue(service, out IncidentReader? reader)
            && (await reader.Documents.GetAsync([id], cancellationToken).ConfigureAwait(false))[0] is not null;
    }

    /// <summary>
    /// Checks what a definition names and the version before it did not, and says what does not exist or would close a circle. What an
    /// earlier version named stays valid, so that an objective that is no longer declared does not prevent other changes.
    /// </summary>
    private async ValueTask<IncidentUpdate?> FindLinkFaultAsync(
        IncidentReader reader, Incident? seen, IncidentDefinition definition, CancellationToken cancellationToken)
    {
        if (await FindMissingAsync(reader.Documents.Service, seen?.Definition, definition, cancellationToken).ConfigureAwait(false)
            is { } missing)
        {
            return new IncidentUpdate { Outcome = IncidentOutcome.NotFound, Rejection = missing };
        }

        foreach (bool isDuplicate in (bool[])[true, false])
        {
            string? id = LinkOf(definition, isDuplicate);
            if (id is null || id == LinkOf(seen?.Definition, isDuplicate))
            {
                continue;
            }

            if (await reader.GetAsync(id, cancellationToken).ConfigureAwait(false) is not { } other)
            {
                return new IncidentUpdate
                {
                    Outcome = IncidentOutcome.NotFound,
                    Rejection = $"Service '{reader.Documents.Service}' has no incident '{Names.Shorten(id)}'.",
                };
            }

            if (seen is not null
                && await FindCircleAsync(reader, seen.Id, other, isDuplicate, cancellationToken).ConfigureAwait(false) is { } circle)
            {
                return new IncidentUpdate
                {
                    Outcome = IncidentOutcome.Rejected,
                    Rejection = $"The incident '{seen.Id}' cannot be a {(isDuplicate ? "duplicate" : "recurrence")} of "
                        + $"'{Names.Shorten(id)}': the links would form a circle ({LinkCircles.Text(circle)}).",
                };
            }
        }

        return null;
    }

    /// <summary>Says which deployment or objective does not exist that a definition names and the one before it did not.</summary>
    private async ValueTask<string?> FindMissingAsync(
        string service, IncidentDefinition? before, IncidentDefinition definition, CancellationToken cancellationToken)
    {
        if (definition.DeploymentId is { } deployment
            && deployment != before?.DeploymentId
            && _deployments is not null
            && !await HasDeploymentAsync(_deployments, service, deployment, cancellationToken).ConfigureAwait(false))
        {
            return $"Service '{service}' has no deployment '{Names.Shorten(deployment)}'.";
        }

        if (_budgets is null || definition.Objectives.Count == 0)
        {
            return null;
        }

        string[] known = [.. _budgets.Objectives.Where(slo => slo.Service == service).Select(slo => slo.Name)];
        return definition.Objectives.Except([.. known, .. before?.Objectives ?? []], StringComparer.Ordinal).FirstOrDefault() is { } name
            ? $"Service '{service}' has no objective '{Names.Shorten(name)}'. Declared are: {Names.Nearest(name, known)}."
            : null;
    }

    private static async ValueTask<bool> HasDeploymentAsync(
        IDeployments deployments, string service, string id, CancellationToken cancellationToken) =>
        deployments.Services.Contains(service, StringComparer.Ordinal)
        && await deployments.GetAsync(service, id, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Returns the incidents that the links lead through from one to itself, or null if they do not.</summary>
    private static async ValueTask<IReadOnlyList<string>?> FindCircleAsync(
        IncidentReader reader, string own, Incident first, bool isDuplicate, CancellationToken cancellationToken)
    {
        List<string> path = [own];
        HashSet<string> passed = new(StringComparer.Ordinal);
        for (Incident? one = first; one is not null && passed.Add(one.Id);)
        {
            path.Add(one.Id);
            if (one.Id == own)
            {
                return path;
            }

            one = LinkOf(one.Definition, isDuplicate) is { } next
                && await reader.GetAsync([next], cancellationToken).ConfigureAwait(false) is [var found]
                    ? found
                    : null;
        }

        return null;
    }

    private static string? LinkOf(IncidentDefinition? definition, bool isDuplicate) =>
        isDuplicate ? definition?.DuplicateOf : definition?.RecurrenceOf;
}
