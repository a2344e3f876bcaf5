namespace Reliability.Storage;

/// <summary>The calls for many, for one.</summary>
public static class StoreExtensions
{
    /// <summary>Reads a document.</summary>
    /// <param name="store">The store.</param>
    /// <param name="id">Which document.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Its present version, or <see langword="null"/> when it does not exist.</returns>
    /// <exception cref="StoreException">The store could not be read.</exception>
    public static async ValueTask<Document?> GetAsync(this IDocumentStore store, DocumentId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(id);
        return (await store.GetAsync([id], cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Creates a document, or replaces the version that the writer has seen.</summary>
    /// <param name="store">The store.</param>
    /// <param name="write">The write. Sending the same object again is safe.</param>
    /// <param name="cancellationToken">Cancels the operation; after a cancellation, send the same write again.</param>
    /// <exception cref="StoreException">It is not known whether the write was stored; sending it again is safe.</exception>
    public static async ValueTask<WriteOutcome> PutAsync(this IDocumentStore store, DocumentWrite write, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(write);
        return (await store.PutAsync([write], cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Takes the lease when nobody holds it; an owner that holds it gets it again with the same token.</summary>
    /// <param name="store">The store.</param>
    /// <param name="request">What to take.</param>
    /// <param name="cancellationToken">Cancels the operation; the lease may have been taken.</param>
    /// <returns>The lease, or <see langword="null"/> while somebody else holds it.</returns>
    /// <exception cref="StoreException">It is not known whether the lease was taken.</exception>
    public static async ValueTask<Lease?> AcquireAsync(this ILeaseStore store, LeaseRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(request);
        return (await store.AcquireAsync([request], cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Extends a lease to its whole duration from now.</summary>
    /// <param name="store">The store.</param>
    /// <param name="lease">The lease.</param>
    /// <param name="cancellationToken">Cancels the operation; the lease may have been extended.</param>
    /// <returns>The extended lease; <see langword="null"/> when it has expired, was released, or belongs to another owner or token, and then nothing changed.</returns>
    /// <exception cref="StoreException">It is not known whether the lease was extended.</exception>
    public static async ValueTask<Lease?> RenewAsync(this ILeaseStore store, Lease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(lease);
        return (await store.RenewAsync([lease], cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Gives a lease back before it expires.</summary>
    /// <param name="store">The store.</param>
    /// <param name="lease">The lease.</param>
    /// <param name="cancellationToken">Cancels the operation; the lease may have been released.</param>
    /// <returns>Whether it was in force until now; a lease of another owner or token is not touched.</returns>
    /// <exception cref="StoreException">It is not known whether the lease was released.</exception>
    public static async ValueTask<bool> ReleaseAsync(this ILeaseStore store, Lease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(lease);
        return (await store.ReleaseAsync([lease], cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Returns the lease of a job that is in force, whoever holds it, or <see langword="null"/>.</summary>
    /// <param name="store">The store.</param>
    /// <param name="id">The job.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    public static async ValueTask<Lease?> GetAsync(this ILeaseStore store, LeaseId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(id);
        LeaseSnapshot all = await store.ListAsync(id.Service, cancellationToken).ConfigureAwait(false);
        return all.Leases.FirstOrDefault(lease => lease.Request.Id == id);
    }

    /// <summary>Returns the running sums of an experiment as of one moment; empty when nothing was ever stored for it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    public static async ValueTask<EnrollmentSummary> SummarizeAsync(this IEnrollmentStore store, ExperimentId experiment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(experiment);
        return (await store.SummarizeAsync([experiment], cancellationToken).ConfigureAwait(false))[0];
    }
}
