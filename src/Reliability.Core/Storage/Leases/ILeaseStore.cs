namespace Reliability.Storage;

/// <summary>
/// The storage role for leases: the process that runs each job, and the processes that are alive. Time is the store's own clock, which all
/// callers share.
/// </summary>
/// <remarks>
/// Implementations are safe for concurrent use. At any moment of the store's clock, at most one lease of a job is valid. The number of
/// round trips of a batch call does not grow with the number of items. The store decides on each lease separately, in the order of the
/// list, and returns the results in the same order. A store does not keep leases that have ended: a released lease is removed at once, and
/// an expired one at the latest when leases of its service are next acquired and listed. Their tokens are not issued again. Failures throw
/// <see cref="StoreException"/>. A lease that another owner holds is a result.
/// </remarks>
public interface ILeaseStore : IStore
{
    /// <summary>
    /// Acquires the leases that no other owner holds. An owner that already holds a lease gets it again with the same token, for the whole
    /// duration from now, so it is safe to repeat the call after an ambiguous failure.
    /// </summary>
    /// <param name="requests">The requests; an empty list is allowed.</param>
    /// <param name="cancellationToken">Cancels the operation. After a cancellation, leases may have been taken.</param>
    /// <returns>For each request, its lease, or <see langword="null"/> while another owner holds it.</returns>
    /// <exception cref="StoreException">The store failed, and it is not known which leases were taken.</exception>
    ValueTask<IReadOnlyList<Lease?>> AcquireAsync(IReadOnlyList<LeaseRequest> requests, CancellationToken cancellationToken);

    /// <summary>Extends leases to their whole duration from now.</summary>
    /// <param name="leases">The leases; an empty list is allowed.</param>
    /// <param name="cancellationToken">Cancels the operation. After a cancellation, leases may have been extended.</param>
    /// <returns>
    /// For each lease, the extended lease, or <see langword="null"/> if it has expired, was released, or belongs to another owner or token.
    /// In that case, nothing changed.
    /// </returns>
    /// <exception cref="StoreException">The store failed, and it is not known which leases were extended.</exception>
    ValueTask<IReadOnlyList<Lease?>> RenewAsync(IReadOnlyList<Lease> leases, CancellationToken cancellationToken);

    /// <summary>Releases leases before they expire.</summary>
    /// <param name="leases">The leases; an empty list is allowed.</param>
    /// <param name="cancellationToken">Cancels the operation. After a cancellation, leases may have been released.</param>
    /// <returns>
    /// For each lease, a value indicating whether it was valid until now. A lease of another owner or token does not change.
    /// </returns>
    /// <exception cref="StoreException">The store failed, and it is not known which leases were released.</exception>
    ValueTask<IReadOnlyList<bool>> ReleaseAsync(IReadOnlyList<Lease> leases, CancellationToken cancellationToken);

    /// <summary>Lists the valid leases of a service, regardless of their owners, and returns the time of the store.</summary>
    /// <param name="service">The service, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<LeaseSnapshot> ListAsync(string service, CancellationToken cancellationToken);
}
