using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>
/// Records human decisions about budgets (adjustments, exclusions and resets), with author and reason. The ledger is append-only and can be
/// read as it was known at any point in time.
/// </summary>
public interface IBudgetLedger
{
    /// <summary>Adjusts a budget manually.</summary>
    /// <param name="request">The adjustment.</param>
    /// <param name="cancellationToken">
    /// Cancels the operation. It is then unknown whether the entry is stored; it is safe to repeat the request with the same ID.
    /// </param>
    /// <exception cref="KeyNotFoundException">No objective has this name.</exception>
    /// <exception cref="ArgumentException">A value is out of range, or the ledger has a different entry with the same ID.</exception>
    /// <exception cref="StoreException">The entry could not be stored.</exception>
    ValueTask<LedgerEntry> AdjustAsync(BudgetAdjustment request, CancellationToken cancellationToken = default);

    /// <summary>Excludes time from budgets and alerts.</summary>
    /// <param name="request">The exclusion.</param>
    /// <param name="cancellationToken">Cancels the operation. It is safe to repeat the request with the same ID.</param>
    /// <exception cref="InvalidOperationException">
    /// The exclusion recurs, and no <see cref="IRecurrenceExpander"/> is registered.
    /// </exception>
    /// <inheritdoc cref="AdjustAsync"/>
    ValueTask<LedgerEntry> ExcludeAsync(BudgetExclusion request, CancellationToken cancellationToken = default);

    /// <summary>Resets a budget.</summary>
    /// <param name="request">The reset.</param>
    /// <param name="cancellationToken">Cancels the operation. It is safe to repeat the request with the same ID.</param>
    /// <inheritdoc cref="AdjustAsync"/>
    ValueTask<LedgerEntry> ResetAsync(BudgetReset request, CancellationToken cancellationToken = default);

    /// <summary>Revokes an entry.</summary>
    /// <param name="request">The revocation.</param>
    /// <param name="cancellationToken">Cancels the operation. It is safe to repeat the request with the same ID.</param>
    /// <exception cref="KeyNotFoundException">The service or the entry does not exist.</exception>
    /// <exception cref="StoreException">The entry could not be stored.</exception>
    ValueTask<LedgerEntry> RevokeAsync(LedgerRevocation request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the entry that <see cref="AdjustAsync"/> would record now. Nothing is read or written. For its effect, see
    /// <see cref="IErrorBudgets.Assuming"/> and <see cref="Releases.IReleaseGate.PlanEntryAsync(LedgerEntry, CancellationToken)"/>.
    /// </summary>
    /// <param name="request">The adjustment.</param>
    /// <exception cref="KeyNotFoundException">No objective has this name.</exception>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    LedgerEntry Plan(BudgetAdjustment request);

    /// <summary>Returns the entry that <see cref="ExcludeAsync"/> would record now. Nothing is read or written.</summary>
    /// <param name="request">The exclusion.</param>
    /// <exception cref="InvalidOperationException">
    /// The exclusion recurs, and no <see cref="IRecurrenceExpander"/> is registered.
    /// </exception>
    /// <inheritdoc cref="Plan(BudgetAdjustment)"/>
    LedgerEntry Plan(BudgetExclusion request);

    /// <summary>Returns the entry that <see cref="ResetAsync"/> would record now. Nothing is read or written.</summary>
    /// <param name="request">The reset.</param>
    /// <inheritdoc cref="Plan(BudgetAdjustment)"/>
    LedgerEntry Plan(BudgetReset request);

    /// <summary>Returns the ledger of a service in the order of recording.</summary>
    /// <param name="service">The service.</param>
    /// <param name="knownAt">Ignores entries that were recorded after this time. Default: all entries.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No objective belongs to this service.</exception>
    /// <exception cref="StoreException">The ledger could not be read.</exception>
    ValueTask<IReadOnlyList<LedgerEntry>> GetEntriesAsync(
        string service,
        DateTimeOffset? knownAt = null,
        CancellationToken cancellationToken = default);
}
