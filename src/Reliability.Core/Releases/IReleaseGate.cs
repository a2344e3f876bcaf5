using Reliability.Storage;

namespace Reliability.Releases;

/// <summary>Decides whether a service may be released, and keeps who overrode it, why and until when.</summary>
/// <remarks>Whatever cannot be read is an exception and never an open gate.</remarks>
public interface IReleaseGate
{
    /// <summary>
    /// Whether the service may be released now. While an override is in force a block becomes an allow; the reasons stay, and
    /// <see cref="GateDecision.Override"/> says who answers for it.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No objective belongs to this service: a misspelt name must not open the gate.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<GateDecision> DecideAsync(string service, CancellationToken cancellationToken = default);

    /// <summary>Overrides the gate of a service until a moment. It is stored when this returns.</summary>
    /// <param name="request">Who, why and until when. Sending the same object again is safe.</param>
    /// <param name="cancellationToken">Cancels the operation; after a cancellation, send the same object again.</param>
    /// <returns>The entry, as it was recorded now or before.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The expiry is not in the future, or more than <see cref="GateOverride.MaxDuration"/> away.
    /// </exception>
    /// <exception cref="ArgumentException">The id names another override, with other content.</exception>
    /// <exception cref="KeyNotFoundException">No objective belongs to this service.</exception>
    /// <exception cref="StoreException">It is not known whether the override was stored; sending it again is safe.</exception>
    ValueTask<GateAuditEntry> OverrideAsync(GateOverride request, CancellationToken cancellationToken = default);

    /// <summary>Ends an override before it expires. It is stored when this returns.</summary>
    /// <param name="request">Which override, who and why.</param>
    /// <param name="cancellationToken">Cancels the operation; asking again is safe.</param>
    /// <returns>The entry of the first revocation of this override.</returns>
    /// <exception cref="KeyNotFoundException">There is no such override, or no such service.</exception>
    /// <exception cref="StoreException">It is not known whether the revocation was stored; asking again is safe.</exception>
    ValueTask<GateAuditEntry> RevokeAsync(GateRevocation request, CancellationToken cancellationToken = default);

    /// <summary>The overrides of a service that are in force now, the one that lasts longest first.</summary>
    /// <param name="service">The service.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No objective belongs to this service.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<GateAuditEntry>> GetOverridesAsync(string service, CancellationToken cancellationToken = default);

    /// <summary>Everything that was ever done to the gate of a service, oldest first.</summary>
    /// <inheritdoc cref="GetOverridesAsync"/>
    ValueTask<IReadOnlyList<GateAuditEntry>> GetHistoryAsync(string service, CancellationToken cancellationToken = default);
}
