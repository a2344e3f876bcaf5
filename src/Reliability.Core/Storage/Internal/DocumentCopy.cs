namespace Reliability.Storage.Internal;

/// <summary>Creates the documents that the target does not have.</summary>
internal sealed class DocumentCopy(IDocumentStore source, IDocumentStore target, CopyLedger ledger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (CollectionId collection in source.ListCollectionsAsync(cancellationToken).ConfigureAwait(false))
        {
            string? after = null;
            do
            {
                DocumentPage page = await source.ListAsync(new DocumentQuery(collection, after), cancellationToken).ConfigureAwait(false);
                foreach (Document document in page.Documents)
                {
                    await CopyAsync(document, cancellationToken).ConfigureAwait(false);
                }

                after = page.Continuation;
            }
            while (after is not null);
        }
    }

    private async Task CopyAsync(Document document, CancellationToken cancellationToken)
    {
        DocumentWrite write = DocumentWrite.Create(document.Id, document.Json);
        if (await target.PutAsync(write, cancellationToken).ConfigureAwait(false) == WriteOutcome.Stored)
        {
            ledger.Update(ledger.Report with { Current = $"document {document.Id}", Documents = ledger.Report.Documents + 1 });
            return;
        }

        Document? present = await target.GetAsync(document.Id, cancellationToken).ConfigureAwait(false);
        if (present?.Json != document.Json)
        {
            ledger.Conflict($"The target has another version of document {document.Id}.");
        }
    }
}
