namespace Reliability.Storage;

/// <summary>The right to run a job until the lease expires.</summary>
public sealed record Lease
{
    /// <summary>Gets the request of the lease.</summary>
    public required LeaseRequest Request { get; init; }

    /// <summary>
    /// Gets the fencing token, which is greater than that of every earlier lease of this job. Store it with everything that the job writes,
    /// and reject a write with a smaller token: a holder that was suspended past the expiry does not know that its lease has expired.
    /// </summary>
    public required long Token { get; init; }

    /// <summary>Gets the time at which the lease expires, by the clock of the store, which may differ from the caller's.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
