namespace Reliability.Storage;

/// <summary>The storage role for records that change: JSON documents by service, collection and id, each version with an ETag.</summary>
/// <remarks>
/// Implementations are safe for concurrent use, and every document is written as a whole or not at all. A reader sees every
/// write that was acknowledged before it asked. Calls for many take a number of round trips that does not grow with it (but with their size in bytes);
/// each document is decided for itself, in the order of the list, and the answers have the order of the list.
/// Faults are <see cref="StoreException"/>; conflicts are results.
/// </remarks>
public interface IDocumentStore : IStore
{
    /// <summary>Reads documents.</summary>
    /// <param name="ids">Which documents; none is legal.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>For each its present version, or <see langword="null"/> when it does not exist.</returns>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<Document?>> GetAsync(IReadOnlyList<DocumentId> ids, CancellationToken cancellationToken);

    /// <summary>Creates documents, or replaces the versions that the writer has seen. Each write is decided for itself.</summary>
    /// <param name="writes">The writes; none is legal. Sending the same objects again is safe: each is recognised by its ETag, as long as nobody has
    /// changed the document since. A <see cref="DocumentWrite.Create"/> that is sent again after the document was deleted creates it again.</param>
    /// <param name="cancellationToken">Cancels the operation; after a cancellation, send the same writes again.</param>
    /// <returns>For each what became of it.</returns>
    /// <exception cref="StoreException">It is not known which writes were stored; sending them again is safe.</exception>
    ValueTask<IReadOnlyList<WriteOutcome>> PutAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken);

    /// <summary>Deletes the version that the caller has seen.</summary>
    /// <param name="id">Which document.</param>
    /// <param name="expected">Which version.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreException">It is not known whether the document was deleted; asking again is safe.</exception>
    ValueTask<DeleteOutcome> DeleteAsync(DocumentId id, ETag expected, CancellationToken cancellationToken);

    /// <summary>
    /// Reads a page of a collection as of one moment. Paging to the end meets every document that exists all the while
    /// exactly once.
    /// </summary>
    /// <param name="query">What to read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<DocumentPage> ListAsync(DocumentQuery query, CancellationToken cancellationToken);

    /// <summary>Names every collection of every service that holds a document, in any order, and maybe some that no longer do.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    IAsyncEnumerable<CollectionId> ListCollectionsAsync(CancellationToken cancellationToken);
}
