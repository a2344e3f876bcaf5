namespace Reliability.Storage;

/// <summary>The storage role that says who does a job now, and which processes are alive. Time is the store's own clock, one for all who ask.</summary>
/// <remarks>
/// Implementations are safe for concurrent use. At most one lease of a job is in force at any moment of the store's
/// clock. Calls for many take a number of round trips that does not grow with it; each lease is decided for itself, in the order of the
/// list, and the answers have the order of the list. Faults are <see cref="StoreException"/>; a lease that somebody else holds is a result.
/// </remarks>
public interface ILeaseStore : IStore
{
    /// <summary>
    /// Takes the leases that nobody holds. An owner that holds one gets it again with the same token, for the whole
    /// duration from now, so that asking again after an ambiguous failure is safe.
    /// </summary>
    /// <param name="requests">What to take; none is legal.</param>
    /// <param name="cancellationToken">Cancels the operation; leases may have been taken.</param>
    /// <returns>For each request its lease, or <see langword="null"/> while somebody else holds it.</returns>
    /// <exception cref="StoreException">It is not known which leases were taken.</exception>
    ValueTask<IReadOnlyList<Lease?>> AcquireAsync(IReadOnlyList<LeaseRequest> requests, CancellationToken cancellationToken);

    /// <summary>Extends leases to their whole duration from now.</summary>
    /// <param name="leases">The leases; none is legal.</param>
    /// <param name="cancellationToken">Cancels the operation; leases may have been extended.</param>
    /// <returns>For each the extended lease; <see langword="null"/> when it has expired, was released, or belongs to another owner or token, and then nothing changed.</returns>
    /// <exception cref="StoreException">It is not known which leases were extended.</exception>
    ValueTask<IReadOnlyList<Lease?>> RenewAsync(IReadOnlyList<Lease> leases, CancellationToken cancellationToken);

    /// <summary>Gives leases back before they expire.</summary>
    /// <param name="leases">The leases; none is legal.</param>
    /// <param name="cancellationToken">Cancels the operation; leases may have been released.</param>
    /// <returns>For each whether it was in force until now; a lease of another owner or token is not touched.</returns>
    /// <exception cref="StoreException">It is not known which leases were released.</exception>
    ValueTask<IReadOnlyList<bool>> ReleaseAsync(IReadOnlyList<Lease> leases, CancellationToken cancellationToken);

    /// <summary>Lists the leases of a service that are in force, whoever holds them, and tells the time.</summary>
    /// <param name="service">The service, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The name is illegal.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<LeaseSnapshot> ListAsync(string service, CancellationToken cancellationToken);
}
