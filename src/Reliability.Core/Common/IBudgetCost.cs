using Reliability.Storage;

namespace Reliability.Common;

/// <summary>
/// Tells what items of a kind, such as incidents, cost of error budgets. The capability that knows the items implements it; technical debt
/// asks it for the incidents that are linked to an item.
/// </summary>
public interface IBudgetCost
{
    /// <summary>Returns what items cost in a range.</summary>
    /// <param name="service">The service.</param>
    /// <param name="ids">The ids of the items; an empty list is allowed.</param>
    /// <param name="range">The range. What was consumed outside of it does not count.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The costs of those items that are known, each at most once, in any order.</returns>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<BudgetCost>> GetCostsAsync(
        string service, IReadOnlyList<string> ids, TimeRange range, CancellationToken cancellationToken);

    /// <summary>
    /// Returns what items cost together in a range, in which what several of them consumed counts once. It is asked for an item and its
    /// duplicates (<see cref="BudgetCost.DuplicateOf"/>).
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="ids">The ids of the items; those that are not known cost nothing.</param>
    /// <param name="range">The range. What was consumed outside of it does not count.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The part of the budget, as in <see cref="BudgetCost.BudgetShare"/>.</returns>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<double> GetJointCostAsync(
        string service, IReadOnlyList<string> ids, TimeRange range, CancellationToken cancellationToken);
}
