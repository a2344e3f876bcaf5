using Reliability.Storage;

namespace Reliability.Common;

/// <summary>
/// Tells which records of a kind exist. The capability that knows the records implements it; technical debt asks it before it stores a
/// link, so that no link names a record that does not exist.
/// </summary>
public interface ILinkTargets
{
    /// <summary>Gets what the links name.</summary>
    LinkTargetKind TargetKind { get; }

    /// <summary>Returns whether a record exists. One that is stored and cannot be read exists.</summary>
    /// <param name="service">The service that stores the link.</param>
    /// <param name="id">The id or name of the record, as a caller states it.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<bool> ExistsAsync(string service, string id, CancellationToken cancellationToken);
}
