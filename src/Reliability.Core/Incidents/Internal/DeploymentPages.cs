using System.Runtime.CompilerServices;
using Reliability.Releases;

namespace Reliability.Incidents.Internal;

/// <summary>Reads all deployments of a query, a page at a time.</summary>
internal static class DeploymentPages
{
    /// <param name="deployments">The deployments.</param>
    /// <param name="query">The query. Its page size and place do not matter.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async IAsyncEnumerable<Deployment> ReadAllAsync(
        this IDeployments deployments, DeploymentQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            DeploymentPage page = await deployments.ListAsync(
                query with { After = after, PageSize = DeploymentQuery.MaxPageSize }, cancellationToken).ConfigureAwait(false);
            foreach (Deployment one in page.Deployments)
            {
                yield return one;
            }

            after = page.Next;
        }
        while (after is not null);
    }
}
