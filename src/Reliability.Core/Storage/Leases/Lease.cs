namespace Reliability.Storage;

/// <summary>The right to run a job until it expires.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Token">
/// The fencing token: greater than that of every earlier lease of this job. Write it beside what the job writes, and refuse
/// what comes with a smaller one: a holder that slept past its expiry does not know it.
/// </param>
/// <param name="ExpiresAt">When it expires, by the clock of the store, which may differ from the caller's.</param>
public sealed record Lease(LeaseRequest Request, long Token, DateTimeOffset ExpiresAt);
