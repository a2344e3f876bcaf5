namespace Reliability.Storage;

/// <summary>The storage role that says who runs a background job now. Time is the store's own clock, one for all who ask.</summary>
/// <remarks>
/// Implementations are safe for concurrent use. At most one lease of a name is in force at any moment of the store's
/// clock. Faults are <see cref="StoreException"/>; a lease that somebody else holds is a result.
/// </remarks>
public interface ILeaseStore : IStore
{
    /// <summary>
    /// Takes the lease when nobody holds it. An owner that holds it gets it again with the same token, for the whole
    /// duration from now, so that asking again after an ambiguous failure is safe.
    /// </summary>
    /// <param name="request">What to take.</param>
    /// <param name="cancellationToken">Ends the wait; the lease may have been taken.</param>
    /// <returns>The lease, or <see langword="null"/> while somebody else holds it.</returns>
    /// <exception cref="StoreException">It is not known whether the lease was taken.</exception>
    ValueTask<Lease?> AcquireAsync(LeaseRequest request, CancellationToken cancellationToken);

    /// <summary>Extends a lease to its whole duration from now.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="cancellationToken">Ends the wait; the lease may have been extended.</param>
    /// <returns>The extended lease; <see langword="null"/> when it has expired, was released, or belongs to another owner or token, and then nothing changed.</returns>
    /// <exception cref="StoreException">It is not known whether the lease was extended.</exception>
    ValueTask<Lease?> RenewAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>Gives a lease back before it expires.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="cancellationToken">Ends the wait; the lease may have been released.</param>
    /// <returns>Whether it was in force until now; a lease of another owner or token is not touched.</returns>
    /// <exception cref="StoreException">It is not known whether the lease was released.</exception>
    ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>The lease that is in force, whoever holds it, or <see langword="null"/>.</summary>
    /// <param name="name">The job, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The name is illegal.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<Lease?> GetAsync(string name, CancellationToken cancellationToken);
}
