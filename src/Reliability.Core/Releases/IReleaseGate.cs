using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Releases;

/// <summary>Decides whether a service may be released, and stores the overrides with their author, reason and expiry.</summary>
/// <remarks>If the data cannot be read, the gate throws an exception and never allows the release.</remarks>
public interface IReleaseGate
{
    /// <summary>
    /// Decides whether the service may be released now. While an override is in force, it replaces a block by an allow. The reasons remain,
    /// and <see cref="GateDecision.Override"/> contains the override.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No objective belongs to this service. A misspelt name does not allow a release.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<GateDecision> DecideAsync(string service, CancellationToken cancellationToken = default);

    /// <summary>
    /// Decides for each service that has an objective whether it may be released now, as <see cref="DecideAsync"/> does. The number of
    /// round trips to the store hardly depends on the number of services.
    /// </summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The decision of each service.</returns>
    /// <exception cref="StoreException">The store could not be read. No service is then allowed a release.</exception>
    ValueTask<IReadOnlyDictionary<string, GateDecision>> DecideEachAsync(CancellationToken cancellationToken = default);

    /// <summary>Overrides the gate of a service until a point in time. When the call returns, the override is stored.</summary>
    /// <param name="request">The author, the reason and the expiry. The same object can be sent again safely.</param>
    /// <param name="cancellationToken">Cancels the operation. After a cancellation, send the same object again.</param>
    /// <returns>The entry as it was recorded, by this call or an earlier one.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The expiry is not in the future, or more than <see cref="GateOverride.MaxDuration"/> away.
    /// </exception>
    /// <exception cref="ArgumentException">Another override with different content has the same ID.</exception>
    /// <exception cref="KeyNotFoundException">No objective belongs to this service.</exception>
    /// <exception cref="StoreException">It is unknown whether the override was stored. It can be sent again safely.</exception>
    ValueTask<GateAuditEntry> OverrideAsync(GateOverride request, CancellationToken cancellationToken = default);

    /// <summary>Revokes an override before it expires. When the call returns, the revocation is stored.</summary>
    /// <param name="request">The override, the author and the reason.</param>
    /// <param name="cancellationToken">Cancels the operation. The call can be repeated safely.</param>
    /// <returns>The entry of the first revocation of this override.</returns>
    /// <exception cref="KeyNotFoundException">The override or the service does not exist.</exception>
    /// <exception cref="StoreException">It is unknown whether the revocation was stored. The call can be repeated safely.</exception>
    ValueTask<GateAuditEntry> RevokeAsync(GateRevocation request, CancellationToken cancellationToken = default);

    /// <summary>Returns the overrides of a service that are in force now, the one that expires last first.</summary>
    /// <param name="service">The service.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No objective belongs to this service.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<GateAuditEntry>> GetOverridesAsync(string service, CancellationToken cancellationToken = default);

    /// <summary>Returns the complete audit history of the gate of a service, oldest first.</summary>
    /// <inheritdoc cref="GetOverridesAsync"/>
    ValueTask<IReadOnlyList<GateAuditEntry>> GetHistoryAsync(string service, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns for each service what its objectives and its overrides decided at a time in the past. Further checks, such as policies, know
    /// only the present and are left out.
    /// </summary>
    /// <param name="at">The time, at most 366 days ago; see <see cref="IErrorBudgets.AsOf"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The decision of each service.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="at"/> is outside its range.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyDictionary<string, GateDecision>> ReplayEachAsync(
        DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns what the gate decides now, and what it would decide if an entry stood in the ledger; the evidence holds the budgets. Nothing
    /// is written. Policies and further checks count as they are: they are evaluated again only after a change.
    /// </summary>
    /// <param name="entry">The entry, such as one that <see cref="IBudgetLedger.Plan(BudgetAdjustment)"/> returned.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No objective belongs to the service of the entry.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<GatePlan> PlanEntryAsync(LedgerEntry entry, CancellationToken cancellationToken = default);

    /// <summary>Returns what the gate decides now, and what it would decide with an override. Nothing is written.</summary>
    /// <param name="request">The override.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The expiry is not in the future, or more than <see cref="GateOverride.MaxDuration"/> away.
    /// </exception>
    /// <exception cref="KeyNotFoundException">No objective belongs to this service.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<GatePlan> PlanOverrideAsync(GateOverride request, CancellationToken cancellationToken = default);

    /// <summary>Returns what the gate decides now, and what it would decide without an override. Nothing is written.</summary>
    /// <param name="request">The revocation.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">The override or the service does not exist.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<GatePlan> PlanRevocationAsync(GateRevocation request, CancellationToken cancellationToken = default);
}
