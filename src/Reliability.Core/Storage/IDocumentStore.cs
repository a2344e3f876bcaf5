namespace Reliability.Storage;

/// <summary>The storage role for records that change: JSON documents by collection and id, each version with an ETag.</summary>
/// <remarks>
/// Implementations are safe for concurrent use, and every call has its whole effect or none. A reader sees every
/// write that was acknowledged before it asked. Faults are <see cref="StoreException"/>; conflicts are results.
/// </remarks>
public interface IDocumentStore : IStore
{
    /// <summary>Reads a document.</summary>
    /// <param name="id">Which document.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Its present version, or <see langword="null"/> when it does not exist.</returns>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<Document?> GetAsync(DocumentId id, CancellationToken cancellationToken);

    /// <summary>Creates a document, or replaces the version that the writer has seen.</summary>
    /// <param name="write">The write. Sending the same object again is safe: it is recognised by its ETag, as long as nobody has
    /// changed the document since. A <see cref="DocumentWrite.Create"/> that is sent again after the document was deleted creates it anew.</param>
    /// <param name="cancellationToken">Ends the wait; after a cancellation, send the same write again.</param>
    /// <exception cref="StoreException">It is not known whether the write was stored; sending it again is safe.</exception>
    ValueTask<WriteOutcome> PutAsync(DocumentWrite write, CancellationToken cancellationToken);

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

    /// <summary>Names every collection that holds a document, in any order, and maybe some that no longer do.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    IAsyncEnumerable<string> ListCollectionsAsync(CancellationToken cancellationToken);
}
