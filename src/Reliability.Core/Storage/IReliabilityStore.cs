namespace Reliability.Storage;

/// <summary>
/// A store that provides all roles, such as a file, a database or a server. Its roles share its connections and must not be used after it
/// is disposed.
/// </summary>
/// <remarks>
/// A store buffers nothing: what a call has acknowledged is stored, so that disposing a store loses nothing. What a recorder or an
/// experiment tracker still holds in memory must be sent before the store is disposed.
/// </remarks>
public interface IReliabilityStore : IStore, IAsyncDisposable, IDisposable
{
    /// <summary>Gets the role for measurements: mergeable aggregates per series and time bucket.</summary>
    ISeriesStore Series { get; }

    /// <summary>Gets the role for mutable records: JSON documents with an ETag.</summary>
    IDocumentStore Documents { get; }

    /// <summary>Gets the role for append-only records: streams of events.</summary>
    IEventLog Events { get; }

    /// <summary>Gets the role for leases, which state the process that runs a background job.</summary>
    ILeaseStore Leases { get; }

    /// <summary>Gets the role for the units of experiments, which are counted exactly, with their conversions and values.</summary>
    IEnrollmentStore Enrollments { get; }
}
