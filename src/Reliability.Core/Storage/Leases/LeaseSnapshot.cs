namespace Reliability.Storage;

/// <summary>The leases of a service that were in force at one moment of the store's clock.</summary>
public sealed record LeaseSnapshot
{
    /// <summary>The moment, by the clock of the store, which may differ from the caller's.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The leases, in any order.</summary>
    public required IReadOnlyList<Lease> Leases { get; init; }
}
