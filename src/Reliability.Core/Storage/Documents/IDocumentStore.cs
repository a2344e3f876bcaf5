namespace Reliability.Storage;

/// <summary>The storage role for mutable records: JSON documents by service, collection and id, each version with an ETag.</summary>
/// <remarks>
/// Implementations are safe for concurrent use and write every document as a whole or not at all. A reader sees every write that was
/// acknowledged before the read began. The number of round trips of a batch call depends on the size of the batch in bytes and not on the
/// number of items. The store decides on each document separately, in the order of the list, and returns the results in the same order.
/// Failures throw <see cref="StoreException"/>. Conflicts are results.
/// </remarks>
public interface IDocumentStore : IStore
{
    /// <summary>Reads documents.</summary>
    /// <param name="ids">The ids of the documents; an empty list is allowed.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>For each id, the current version, or <see langword="null"/> if the document does not exist.</returns>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<Document?>> GetAsync(IReadOnlyList<DocumentId> ids, CancellationToken cancellationToken);

    /// <summary>Creates documents, or replaces the versions that the writer has read. The store decides on each write separately.</summary>
    /// <param name="writes">
    /// The writes; an empty list is allowed. It is safe to send the same objects again: the store recognizes each by its ETag, as long as
    /// the document has not changed since. A <see cref="DocumentWrite.Create"/> that is sent again after the document was deleted creates
    /// it again.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation. After a cancellation, send the same writes again.</param>
    /// <returns>The outcome of each write.</returns>
    /// <exception cref="StoreException">
    /// The store failed, and it is not known which writes were stored. It is safe to send them again.
    /// </exception>
    ValueTask<IReadOnlyList<WriteOutcome>> PutAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken);

    /// <summary>Deletes the version of a document that the caller has read.</summary>
    /// <param name="id">The document.</param>
    /// <param name="expected">The ETag of the version.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">
    /// The store failed, and it is not known whether the document was deleted. It is safe to repeat the call.
    /// </exception>
    ValueTask<DeleteOutcome> DeleteAsync(DocumentId id, ETag expected, CancellationToken cancellationToken);

    /// <summary>
    /// Reads a page of a collection at one point in time. Paging to the end returns every document that exists throughout exactly once.
    /// </summary>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<DocumentPage> ListAsync(DocumentQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Lists every collection of every service that holds a document, in any order. The list may include collections that no longer hold
    /// any.
    /// </summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    IAsyncEnumerable<CollectionId> ListCollectionsAsync(CancellationToken cancellationToken);
}
