using Reliability.Releases;

namespace Reliability.Dashboard.Internal;

/// <summary>The last deployments of all services.</summary>
internal sealed class DeploymentsSection : ISection
{
    /// <summary>The stream of a <see cref="DeploymentRegister"/>. Another implementation is always asked.</summary>
    private const string Stream = "deployments";

    public string Name => DeploymentsPart.SectionName;

    public async ValueTask<SectionPart?> ReadAsync(SnapshotContext context, CancellationToken cancellationToken)
    {
        if (context.Find<IDeployments>() is not { } deployments)
        {
            return null;
        }

        List<Deployment> last = [];
        bool isKept = true;
        foreach (string service in deployments.Services)
        {
            if (deployments is DeploymentRegister
                && !await context.HasEventsAsync(service, Stream, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            (DeploymentPage page, bool wasKept) = await context.Registers.GetAsync(
                "deployments:" + service,
                isUrgent: false,
                token => deployments.ListAsync(
                    new DeploymentQuery { Service = service, PageSize = DeploymentsPart.MaxItems }, token),
                cancellationToken).ConfigureAwait(false);
            last.AddRange(page.Deployments);
            isKept &= wasKept;
        }

        if (last.Count == 0)
        {
            return null;
        }

        if (context.At is not null)
        {
            context.Limits.Add("Deployments are not shown: their states are those of the present. Charts have them as markers.");
            return null;
        }

        return new DeploymentsPart
        {
            Deployments =
            [
                .. last.OrderByDescending(one => one.StartedAt).ThenByDescending(one => one.Id, StringComparer.Ordinal)
                    .Select(DeploymentFigures.Row),
            ],
            WasReadBefore = isKept,
        };
    }
}
