using System.Collections;

namespace Reliability.Jobs;

/// <summary>
/// The leases that this process holds after it has claimed subjects, and the subjects for which that could not be decided. A failure for
/// one service does not affect the others.
/// </summary>
public sealed class ClaimedJobs : IReadOnlyList<JobClaim>
{
    private readonly IReadOnlyList<JobClaim> _claims;

    internal ClaimedJobs(IReadOnlyList<JobClaim> claims, IReadOnlyList<JobOutcome> faults) => (_claims, Faults) = (claims, faults);

    /// <summary>
    /// Gets the subjects of the services whose leases or documents could not be read or written, each with the error. Pass them to
    /// <see cref="JobCoordinator.RecordAsync"/> with the outcomes of the round. Default: none.
    /// </summary>
    public IReadOnlyList<JobOutcome> Faults { get; }

    /// <inheritdoc/>
    public int Count => _claims.Count;

    /// <inheritdoc/>
    public JobClaim this[int index] => _claims[index];

    /// <inheritdoc/>
    public IEnumerator<JobClaim> GetEnumerator() => _claims.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
