using System.Runtime.CompilerServices;
using Reliability.Storage;

namespace Reliability.Incidents.Internal;

/// <summary>Reads all incidents of a query, a page at a time.</summary>
internal static class IncidentPages
{
    /// <param name="incidents">The incidents.</param>
    /// <param name="query">The query. Its page size and place do not matter.</param>
    /// <param name="unreadable">Takes the documents that cannot be read, or null to leave them out.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async IAsyncEnumerable<Incident> ReadAllAsync(
        this IIncidents incidents,
        IncidentQuery query,
        List<UnreadableDocument>? unreadable,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            IncidentPage page = await incidents.ListAsync(
                query with { After = after, MaxCount = IncidentQuery.MaxPageSize }, cancellationToken).ConfigureAwait(false);
            if (after is null)
            {
                // Each page names all of them.
                unreadable?.AddRange(page.Unreadable);
            }

            foreach (Incident one in page.Incidents)
            {
                yield return one;
            }

            after = page.Next;
        }
        while (after is not null);
    }
}
