using Reliability.Storage;

namespace Reliability.Jobs;

/// <summary>The right of this process to do the work for a subject, until it is lost.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Token">The fencing token. Write it beside what the job writes, and refuse what comes with a smaller one.</param>
/// <param name="Lost">Cancelled when another process may hold the right: what was begun is not finished then.</param>
public sealed record JobClaim(JobSubject Subject, FencingToken Token, CancellationToken Lost);
