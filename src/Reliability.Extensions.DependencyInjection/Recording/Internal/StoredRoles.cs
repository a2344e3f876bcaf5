using Reliability.Storage;

namespace Reliability.Internal;

/// <summary>The stores of one setup, by role.</summary>
internal sealed record StoredRoles(
    ISeriesStore Series, IDocumentStore Documents, IEventLog Events, ILeaseStore Leases, IEnrollmentStore Enrollments)
{
    public IReadOnlyList<IStore> All { get; } = [Series, Documents, Events, Leases, Enrollments];

    /// <summary>Gets the roles whose data is kept in memory only.</summary>
    public StorageRoles InMemory =>
        (Series is InMemorySeriesStore ? StorageRoles.Series : StorageRoles.None)
        | (Documents is InMemoryDocumentStore ? StorageRoles.Documents : StorageRoles.None)
        | (Events is InMemoryEventLog ? StorageRoles.Events : StorageRoles.None)
        | (Leases is InMemoryLeaseStore ? StorageRoles.Leases : StorageRoles.None)
        | (Enrollments is InMemoryEnrollmentStore ? StorageRoles.Enrollments : StorageRoles.None);
}
