using Reliability.Storage;

namespace Reliability.Jobs;

/// <summary>The right of this process to do the work for a subject, until it is lost.</summary>
public sealed record JobClaim
{
    /// <summary>The subject.</summary>
    public required JobSubject Subject { get; init; }

    /// <summary>The fencing token. Write it beside what the job writes, and refuse what comes with a smaller one.</summary>
    public required FencingToken Token { get; init; }

    /// <summary>The time of the lease store when this process claimed the right; the clock of this host has no part in it.</summary>
    public required DateTimeOffset ClaimedAt { get; init; }

    /// <summary>Cancelled when another process may hold the right: what was begun is not finished then.</summary>
    public required CancellationToken Lost { get; init; }
}
