namespace Reliability.Storage;

/// <summary>The leases of a service that were in force at one moment of the store's clock.</summary>
/// <param name="At">The moment, by the clock of the store, which may differ from the caller's.</param>
/// <param name="Leases">The leases, in any order.</param>
public sealed record LeaseSnapshot(DateTimeOffset At, IReadOnlyList<Lease> Leases);
