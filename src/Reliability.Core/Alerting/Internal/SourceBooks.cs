using Reliability.Common.Internal;
using Reliability.Jobs;
using Reliability.Storage;

namespace Reliability.Alerting.Internal;

/// <summary>The alerts of a source in the document store. Those of one service are read in one call.</summary>
internal sealed class SourceBooks(IDocumentStore documents, string source)
{
    /// <summary>Reads the alerts of subjects, in the order of the claims.</summary>
    public async ValueTask<IReadOnlyList<OpenSource>> ReadAsync(IReadOnlyList<JobClaim> claims, CancellationToken cancellationToken)
    {
        var read = new OpenSource[claims.Count];
        foreach (IGrouping<string, int> service in
            Enumerable.Range(0, claims.Count).GroupBy(i => claims[i].Subject.Service, StringComparer.Ordinal))
        {
            int[] places = [.. service];
            IReadOnlyList<Stored<StoredSourcedAlerts>?> stored = await SetOf(service.Key).GetAsync(
                Array.ConvertAll(places, i => claims[i].Subject.Name), cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < places.Length; i++)
            {
                read[places[i]] = OpenSource.Of(claims[places[i]], stored[i]);
            }
        }

        return read;
    }

    /// <summary>Reads all alerts of a service, also of subjects that no process judges anymore.</summary>
    /// <returns>The alerts of each subject, and the documents that cannot be read.</returns>
    public async ValueTask<(IReadOnlyList<AlertBook> Books, IReadOnlyList<UnreadableDocument> Unreadable)> ListAsync(
        string service, CancellationToken cancellationToken)
    {
        List<AlertBook> books = [];
        List<UnreadableDocument> unreadable = [];
        foreach (Stored<StoredSourcedAlerts> stored in await SetOf(service).ListAsync(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                books.Add(AlertStorage.ToBook(stored.Require().Alerts, service, stored.Id.Id));
            }
            catch (StoreException e)
            {
                unreadable.Add(new UnreadableDocument { Id = stored.Id, Reason = e.Message });
            }
        }

        return (books, unreadable);
    }

    /// <summary>Writes alerts if their version is unchanged since they were read.</summary>
    /// <returns>For each, what is now stored, or null if another process has written it in the meantime.</returns>
    public async ValueTask<IReadOnlyList<OpenSource?>> WriteAsync(IReadOnlyList<OpenSource> next, CancellationToken cancellationToken)
    {
        if (next.Count == 0)
        {
            return [];
        }

        StoredSourcedAlerts[] records =
            [.. next.Select(one => new StoredSourcedAlerts { State = one.State, Alerts = AlertStorage.ToStored(one.Book) })];
        DocumentWrite[] writes =
            [.. next.Select((one, i) => SetOf(one.Claim.Subject.Service).Write(one.Claim.Subject.Name, one.Stored, records[i]))];
        IReadOnlyList<WriteOutcome> outcomes = await documents.PutAsync(writes, cancellationToken).ConfigureAwait(false);
        return
        [
            .. next.Select((one, i) => outcomes[i] == WriteOutcome.Stored
                ? one with { Stored = DocumentSet<StoredSourcedAlerts>.Of(writes[i], records[i]) }
                : null),
        ];
    }

    private DocumentSet<StoredSourcedAlerts> SetOf(string service) => new(documents, service, source);
}
