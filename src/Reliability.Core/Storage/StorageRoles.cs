namespace Reliability.Storage;

/// <summary>Specifies the roles that a store provides, so that frequently written roles and records can be in different stores.</summary>
[Flags]
public enum StorageRoles
{
    /// <summary>No role.</summary>
    None = 0,

    /// <summary><see cref="ISeriesStore"/>: measurements, which every flush writes.</summary>
    Series = 1,

    /// <summary><see cref="IDocumentStore"/>: definitions and records.</summary>
    Documents = 2,

    /// <summary><see cref="IEventLog"/>: audit trails and timelines.</summary>
    Events = 4,

    /// <summary><see cref="ILeaseStore"/>: the processes that run background jobs.</summary>
    Leases = 8,

    /// <summary><see cref="IEnrollmentStore"/>: the units of experiments.</summary>
    Enrollments = 16,

    /// <summary>All roles, including those that later releases add.</summary>
    All = Series | Documents | Events | Leases | Enrollments,
}
