namespace Reliability.Storage;

/// <summary>Names the roles that a store takes on, so that hot roles can live in one store and records in another.</summary>
[Flags]
public enum StorageRoles
{
    /// <summary>No role.</summary>
    None = 0,

    /// <summary><see cref="ISeriesStore"/>: measurements, written by every flush.</summary>
    Series = 1,

    /// <summary><see cref="IDocumentStore"/>: definitions and records.</summary>
    Documents = 2,

    /// <summary><see cref="IEventLog"/>: audit trails and timelines.</summary>
    Events = 4,

    /// <summary><see cref="ILeaseStore"/>: who runs a background job.</summary>
    Leases = 8,

    /// <summary><see cref="IEnrollmentStore"/>: experiments' units.</summary>
    Enrollments = 16,

    /// <summary>Every role there is, also ones that later releases add.</summary>
    All = Series | Documents | Events | Leases | Enrollments,
}
