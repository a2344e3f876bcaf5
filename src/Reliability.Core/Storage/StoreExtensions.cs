namespace Reliability.Storage;

/// <summary>Extension methods that make the batch calls of the stores for one item.</summary>
public static class StoreExtensions
{
    /// <summary>Reads a document.</summary>
    /// <param name="store">The store.</param>
    /// <param name="id">The id of the document.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The current version, or <see langword="null"/> if the document does not exist.</returns>
    /// <exception cref="StoreException">The store could not be read.</exception>
    public static async ValueTask<Document?> GetAsync(this IDocumentStore store, DocumentId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(id);
        return (await store.GetAsync([id], cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Creates a document, or replaces the version that the writer has read.</summary>
    /// <param name="store">The store.</param>
    /// <param name="write">The write. It is safe to send the same object again.</param>
    /// <param name="cancellationToken">Cancels the operation. After a cancellation, send the same write again.</param>
    /// <exception cref="StoreException">
    /// The store failed, and it is not known whether the write was stored. It is safe to send it again.
    /// </exception>
    public static async ValueTask<WriteOutcome> PutAsync(
        this IDocumentStore store,
        DocumentWrite write,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(write);
        return (await store.PutAsync([write], cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Acquires a lease if no other owner holds it. An owner that already holds it gets it again with the same token.</summary>
    /// <param name="store">The store.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the operation. After a cancellation, the lease may have been taken.</param>
    /// <returns>The lease, or <see langword="null"/> while another owner holds it.</returns>
    /// <exception cref="StoreException">The store failed, and it is not known whether the lease was taken.</exception>
    public static async ValueTask<Lease?> AcquireAsync(this ILeaseStore store, LeaseRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(request);
        return (await store.AcquireAsync([request], cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Extends a lease to its whole duration from now.</summary>
    /// <param name="store">The store.</param>
    /// <param name="lease">The lease.</param>
    /// <param name="cancellationToken">Cancels the operation. After a cancellation, the lease may have been extended.</param>
    /// <returns>
    /// The extended lease, or <see langword="null"/> if it has expired, was released, or belongs to another owner or token. In that case,
    /// nothing changed.
    /// </returns>
    /// <exception cref="StoreException">The store failed, and it is not known whether the lease was extended.</exception>
    public static async ValueTask<Lease?> RenewAsync(this ILeaseStore store, Lease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(lease);
        return (await store.RenewAsync([lease], cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Releases a lease before it expires.</summary>
    /// <param name="store">The store.</param>
    /// <param name="lease">The lease.</param>
    /// <param name="cancellationToken">Cancels the operation. After a cancellation, the lease may have been released.</param>
    /// <returns>A value indicating whether the lease was valid until now. A lease of another owner or token does not change.</returns>
    /// <exception cref="StoreException">The store failed, and it is not known whether the lease was released.</exception>
    public static async ValueTask<bool> ReleaseAsync(this ILeaseStore store, Lease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(lease);
        return (await store.ReleaseAsync([lease], cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Returns the valid lease of a job, regardless of its owner, or <see langword="null"/> if there is none.</summary>
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

    /// <summary>
    /// Returns the running sums of an experiment at one point in time. The summary is empty if nothing was ever stored for the experiment.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    public static async ValueTask<EnrollmentSummary> SummarizeAsync(
        this IEnrollmentStore store,
        ExperimentId experiment,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(experiment);
        return (await store.SummarizeAsync([experiment], cancellationToken).ConfigureAwait(false))[0];
    }
}
