namespace Reliability.Storage;

/// <summary>What every storage role shares: <see cref="ISeriesStore"/>, <see cref="IDocumentStore"/>, <see cref="IEventLog"/>, <see cref="ILeaseStore"/> and <see cref="IEnrollmentStore"/>.</summary>
public interface IStore
{
    /// <summary>
    /// Makes the store ready: creates what is missing and refuses a schema newer than this library. Safe to repeat
    /// and to run in several processes at once. Other members call it by themselves when it has not run.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreException">The store is absent, read-only, locked, corrupt or of a newer version.</exception>
    ValueTask InitializeAsync(CancellationToken cancellationToken);
}
