using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>
/// What people decided about budgets: adjustments, exclusions and resets, with who and why. It only grows, and can be read as it was known
/// at any moment.
/// </summary>
public interface IBudgetLedger
{
    /// <summary>Corrects a budget by hand.</summary>
    /// <param name="request">The adjustment.</param>
    /// <param name="cancellationToken">
    /// Cancels the operation; whether the entry is stored is then unknown, and sending it again is safe.
    /// </param>
    /// <exception cref="KeyNotFoundException">No objective has this name.</exception>
    /// <exception cref="ArgumentException">A value is outside its range, or an entry of this id says something else.</exception>
    /// <exception cref="StoreException">The entry could not be stored.</exception>
    ValueTask<LedgerEntry> AdjustAsync(BudgetAdjustment request, CancellationToken cancellationToken = default);

    /// <summary>Takes time out of budgets and alerts.</summary>
    /// <param name="request">The exclusion.</param>
    /// <param name="cancellationToken">Cancels the operation; sending it again is safe.</param>
    /// <exception cref="InvalidOperationException">It recurs, and nothing is set up that can work that out.</exception>
    /// <inheritdoc cref="AdjustAsync"/>
    ValueTask<LedgerEntry> ExcludeAsync(BudgetExclusion request, CancellationToken cancellationToken = default);

    /// <summary>Resets a budget.</summary>
    /// <param name="request">The reset.</param>
    /// <param name="cancellationToken">Cancels the operation; sending it again is safe.</param>
    /// <inheritdoc cref="AdjustAsync"/>
    ValueTask<LedgerEntry> ResetAsync(BudgetReset request, CancellationToken cancellationToken = default);

    /// <summary>Takes an entry back.</summary>
    /// <param name="request">The revocation.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">The service or the entry does not exist.</exception>
    /// <exception cref="StoreException">The entry could not be stored.</exception>
    ValueTask<LedgerEntry> RevokeAsync(LedgerRevocation request, CancellationToken cancellationToken = default);

    /// <summary>The ledger of a service, in the order in which it was written.</summary>
    /// <param name="service">The service.</param>
    /// <param name="knownAt">Leaves out what was recorded later. Default: all.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No objective belongs to this service.</exception>
    /// <exception cref="StoreException">The ledger could not be read.</exception>
    ValueTask<IReadOnlyList<LedgerEntry>> GetEntriesAsync(
        string service,
        DateTimeOffset? knownAt = null,
        CancellationToken cancellationToken = default);
}
