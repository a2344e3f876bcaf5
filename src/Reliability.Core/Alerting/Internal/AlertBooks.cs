using Reliability.Common.Internal;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Alerting.Internal;

/// <summary>The alerts of objectives in the document store. Many are read and written in one call.</summary>
internal sealed class AlertBooks(IDocumentStore documents)
{
    /// <summary>Reads the alerts of objectives, of any services, in one call.</summary>
    /// <returns>
    /// For each objective, the stored document and its alerts: an empty book if it was never evaluated, or null if it cannot be read.
    /// </returns>
    public async ValueTask<IReadOnlyList<OpenBook>> ReadAsync(IReadOnlyList<SloDefinition> objectives, CancellationToken cancellationToken)
    {
        IReadOnlyList<Stored<StoredAlerts>?> stored = await DocumentSet<StoredAlerts>.GetEachAsync(
            documents, [.. objectives.Select(slo => (slo.Service, slo.Name))], cancellationToken).ConfigureAwait(false);
        return [.. objectives.Select((slo, i) => OpenBook.Of(slo, stored[i]))];
    }

    /// <summary>Reads all alerts of a service, also of objectives that no process declares anymore.</summary>
    /// <returns>The alerts of each objective, and the documents that cannot be read.</returns>
    public async ValueTask<(IReadOnlyList<AlertBook> Books, IReadOnlyList<UnreadableDocument> Unreadable)> ListAsync(
        string service,
        CancellationToken cancellationToken)
    {
        List<AlertBook> books = [];
        List<UnreadableDocument> unreadable = [];
        foreach (Stored<StoredAlerts> stored in await SetOf(service).ListAsync(cancellationToken).ConfigureAwait(false))
        {
            (AlertBook? book, string? fault) = AlertStorage.Read(stored);
            if (book is not null)
            {
                books.Add(book);
            }
            else
            {
                unreadable.Add(new UnreadableDocument { Id = stored.Id, Reason = fault! });
            }
        }

        return (books, unreadable);
    }

    /// <summary>Writes books if their version is unchanged since they were read.</summary>
    /// <returns>For each, the book as it is now stored, or null if another process has written it in the meantime.</returns>
    public async ValueTask<IReadOnlyList<OpenBook?>> WriteAsync(
        IReadOnlyList<(OpenBook Seen, AlertBook Next)> writes,
        CancellationToken cancellationToken)
    {
        var written = new OpenBook?[writes.Count];
        DocumentWrite[] all = new DocumentWrite[writes.Count];
        StoredAlerts[] records = new StoredAlerts[writes.Count];
        for (int i = 0; i < all.Length; i++)
        {
            (OpenBook seen, AlertBook next) = writes[i];
            records[i] = AlertStorage.ToStored(next);
            all[i] = SetOf(seen.Slo.Service).Write(seen.Slo.Name, seen.Stored, records[i]);
        }

        IReadOnlyList<WriteOutcome> outcomes =
            all.Length == 0 ? [] : await documents.PutAsync(all, cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < all.Length; i++)
        {
            if (outcomes[i] == WriteOutcome.Stored)
            {
                written[i] = new OpenBook(writes[i].Seen.Slo, DocumentSet<StoredAlerts>.Of(all[i], records[i]), writes[i].Next, Fault: null)
                {
                    Claim = writes[i].Seen.Claim,
                };
            }
        }

        return written;
    }

    private DocumentSet<StoredAlerts> SetOf(string service) => new(documents, service);
}
