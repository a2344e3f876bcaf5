using Reliability.Storage;

namespace Reliability.Jobs;

/// <summary>A lease that permits this process to do a job for a subject until the lease is lost.</summary>
public sealed record JobClaim
{
    /// <summary>Gets the subject.</summary>
    public required JobSubject Subject { get; init; }

    /// <summary>Gets the fencing token. Store it with the results of the job, and reject results with a smaller token.</summary>
    public required FencingToken Token { get; init; }

    /// <summary>Gets the time of the lease store, and not of this host, when this process claimed the lease.</summary>
    public required DateTimeOffset ClaimedAt { get; init; }

    /// <summary>Gets a token that is canceled when another process may hold the lease. Work in progress must then stop.</summary>
    public required CancellationToken Lost { get; init; }
}
