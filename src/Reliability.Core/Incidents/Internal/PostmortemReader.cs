using System.Runtime.CompilerServices;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Incidents.Internal;

/// <summary>Reads the postmortems of a service.</summary>
internal sealed class PostmortemReader(DocumentSet<PostmortemRecord> documents)
{
    public DocumentSet<PostmortemRecord> Documents => documents;

    public async ValueTask<Postmortem?> GetAsync(string incidentId, CancellationToken cancellationToken) =>
        StoreName.Fault(incidentId) is null
        && await documents.GetAsync(incidentId, cancellationToken).ConfigureAwait(false) is { } stored
            ? TryOf(stored, out string fault) ?? throw new StoreException(fault, isTransient: false)
            : null;

    /// <summary>Reads all, a page at a time, with those that cannot be read.</summary>
    public async IAsyncEnumerable<(IReadOnlyList<Postmortem> Postmortems, IReadOnlyList<UnreadableDocument> Unreadable)> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (IReadOnlyList<Stored<PostmortemRecord>> page in
            documents.ReadPagesAsync(cancellationToken).ConfigureAwait(false))
        {
            List<Postmortem> found = new(page.Count);
            List<UnreadableDocument> unreadable = [];
            foreach (Stored<PostmortemRecord> stored in page)
            {
                if (TryOf(stored, out string fault) is { } postmortem)
                {
                    found.Add(postmortem);
                }
                else
                {
                    unreadable.Add(new UnreadableDocument { Id = stored.Id, Reason = fault });
                }
            }

            yield return (found, unreadable);
        }
    }

    private Postmortem? TryOf(Stored<PostmortemRecord> stored, out string fault) => stored.As(
        documents.Service, static (record, service, one) => record.ToPostmortem(service, one.Id.Id, one.ETag), out fault);
}
