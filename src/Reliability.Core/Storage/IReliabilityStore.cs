namespace Reliability.Storage;

/// <summary>One place that keeps all roles: a file, a database, a server. Its roles share its connections, and end with it.</summary>
public interface IReliabilityStore : IStore, IAsyncDisposable, IDisposable
{
    /// <summary>Measurements: mergeable aggregates per series and bucket of time.</summary>
    ISeriesStore Series { get; }

    /// <summary>Records that change: JSON documents with an ETag.</summary>
    IDocumentStore Documents { get; }

    /// <summary>Records that only grow: streams of events.</summary>
    IEventLog Events { get; }

    /// <summary>Who runs a background job now.</summary>
    ILeaseStore Leases { get; }

    /// <summary>Experiments' units, counted exactly, and what they did.</summary>
    IEnrollmentStore Enrollments { get; }
}
