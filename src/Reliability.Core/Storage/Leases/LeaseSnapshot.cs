namespace Reliability.Storage;

/// <summary>The valid leases of a service at one moment of the store's clock.</summary>
public sealed record LeaseSnapshot
{
    /// <summary>Gets the moment, by the clock of the store, which may differ from the caller's.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the leases, in any order.</summary>
    public required IReadOnlyList<Lease> Leases { get; init; }
}
