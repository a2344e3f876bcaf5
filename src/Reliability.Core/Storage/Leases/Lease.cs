namespace Reliability.Storage;

/// <summary>The right to run a job until it expires.</summary>
public sealed record Lease
{
    /// <summary>What was asked for.</summary>
    public required LeaseRequest Request { get; init; }

    /// <summary>
    /// /// The fencing token: greater than that of every earlier lease of this job. Write it beside what the job writes, and refuse
    /// what comes with a smaller one: a holder that slept past its expiry does not know it.
    /// 
    /// </summary>
    public required long Token { get; init; }

    /// <summary>When it expires, by the clock of the store, which may differ from the caller's.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
