namespace Reliability.Storage;

/// <summary>
/// The members that all storage roles share: <see cref="ISeriesStore"/>, <see cref="IDocumentStore"/>, <see cref="IEventLog"/>,
/// <see cref="ILeaseStore"/> and <see cref="IEnrollmentStore"/>.
/// </summary>
public interface IStore
{
    /// <summary>
    /// Initializes the store: creates missing objects and rejects a schema that is newer than this library. It is safe to repeat the call
    /// and to make it in several processes at once. Other members initialize the store if this member was not called.
    /// </summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store is absent, read-only, locked, corrupt or of a newer version.</exception>
    ValueTask InitializeAsync(CancellationToken cancellationToken);
}
