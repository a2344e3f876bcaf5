using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Debt;

/// <summary>
/// Manages the technical debt of a service. Every change names its author and reason and is applied once for each
/// <see cref="ChangeRequest.Id"/>. Implementations are safe for concurrent use.
/// </summary>
public interface IDebtRegister
{
    /// <summary>Gets the name of the service that has the debt.</summary>
    string Service { get; }

    /// <summary>Gets the scorer that orders the items.</summary>
    IDebtScorer Scorer { get; }

    /// <summary>Registers an item.</summary>
    /// <param name="definition">What is known about the debt.</param>
    /// <param name="request">The author and the reason. The same request again returns the item that it registered.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// A date is too far in the future, or the request registered an item with another definition before.
    /// </exception>
    /// <exception cref="StoreException">The store failed. It is safe to send the same request again.</exception>
    ValueTask<DebtItem> RegisterAsync(
        DebtDefinition definition, ChangeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads an item, or returns <see langword="null"/> if it does not exist.</summary>
    /// <param name="id">The id of the item.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">
    /// The store could not be read, or contains a format that is newer than this library.
    /// </exception>
    ValueTask<DebtItem?> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Scores an item as lists and reports do.</summary>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The costs of linked incidents could not be read.</exception>
    ValueTask<RankedDebt> RankAsync(DebtItem item, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns a page of items in the order of <see cref="DebtOrder"/>. All items are read for it, because age and acceptances change the
    /// order with time; only those of the page are kept in memory.
    /// </summary>
    /// <param name="query">The query, or <see langword="null"/> for the first 100 open items.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">The item after which the page begins does not exist.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<DebtPage> ListAsync(DebtQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>Returns a report on all items, in the time zone of the service. Nothing is written.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<DebtReport> GetReportAsync(CancellationToken cancellationToken = default);

    /// <summary>Edits the definition of an item.</summary>
    /// <param name="seen">The version of the item that the caller read.</param>
    /// <param name="definition">The new definition.</param>
    /// <param name="request">The author and the reason.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// A date is too far in the future, the id of the request belongs to another change, or the item belongs to another service.
    /// </exception>
    /// <exception cref="KeyNotFoundException">The item does not exist.</exception>
    /// <exception cref="StoreException">The store failed.</exception>
    ValueTask<DebtUpdate> EditAsync(
        DebtItem seen, DebtDefinition definition, ChangeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Resolves an item. Resolving it a second time is rejected with the date and the author of the first.</summary>
    /// <param name="seen">The version of the item that the caller read.</param>
    /// <param name="request">The author, the reason, and how the item was resolved.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// The id of the request belongs to another change, or the item belongs to another service.
    /// </exception>
    /// <exception cref="KeyNotFoundException">The item does not exist.</exception>
    /// <exception cref="StoreException">The store failed.</exception>
    ValueTask<DebtUpdate> ResolveAsync(DebtItem seen, DebtResolveRequest request, CancellationToken cancellationToken = default);

    /// <summary>Re-opens an item that is resolved, or ends the acceptance of its risk, also one that has expired.</summary>
    /// <param name="seen">The version of the item that the caller read.</param>
    /// <param name="request">The author and the reason.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// The id of the request belongs to another change, or the item belongs to another service.
    /// </exception>
    /// <exception cref="KeyNotFoundException">The item does not exist.</exception>
    /// <exception cref="StoreException">The store failed.</exception>
    ValueTask<DebtUpdate> ReopenAsync(DebtItem seen, ChangeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Accepts the risk of an item until a date, after which the item is open again without any further call.</summary>
    /// <param name="seen">The version of the item that the caller read.</param>
    /// <param name="request">The author, the reason, who approved it, and when it ends. It replaces an earlier acceptance.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// The end is not after now or too far away, the id of the request belongs to another change, or the item belongs to another service.
    /// </exception>
    /// <exception cref="KeyNotFoundException">The item does not exist.</exception>
    /// <exception cref="StoreException">The store failed.</exception>
    ValueTask<DebtUpdate> AcceptAsync(DebtItem seen, DebtAcceptRequest request, CancellationToken cancellationToken = default);

    /// <summary>Links an incident or an objective to an item.</summary>
    /// <param name="seen">The version of the item that the caller read.</param>
    /// <param name="link">The incident or the objective.</param>
    /// <param name="request">The author and the reason.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>
    /// <see cref="DebtOutcome.NotFound"/> if the incident or the objective does not exist; <see cref="DebtOutcome.Rejected"/> if the item
    /// is linked to it already.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The id of the request belongs to another change, or the item belongs to another service.
    /// </exception>
    /// <exception cref="KeyNotFoundException">The item does not exist.</exception>
    /// <exception cref="StoreException">The store failed.</exception>
    ValueTask<DebtUpdate> LinkAsync(
        DebtItem seen, DebtLink link, ChangeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes a link, also to what no longer exists. Removing a link that the item does not have is rejected.</summary>
    /// <param name="seen">The version of the item that the caller read.</param>
    /// <param name="link">The incident or the objective.</param>
    /// <param name="request">The author and the reason.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// The id of the request belongs to another change, or the item belongs to another service.
    /// </exception>
    /// <exception cref="KeyNotFoundException">The item does not exist.</exception>
    /// <exception cref="StoreException">The store failed.</exception>
    ValueTask<DebtUpdate> UnlinkAsync(
        DebtItem seen, DebtLink link, ChangeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Returns what an import would add, and what it would reject. Nothing is stored.</summary>
    /// <param name="batch">The items, such as those of <see cref="GitHubIssues.Read"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<DebtImportReport> PlanImportAsync(DebtImportBatch batch, CancellationToken cancellationToken = default);

    /// <summary>Imports items. Those that were imported before stay as they are, so that a second import adds nothing.</summary>
    /// <param name="batch">The items, such as those of <see cref="GitHubIssues.Read"/>.</param>
    /// <param name="request">The author and the reason, which the history of every item states.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store failed. It is safe to import the same items again.</exception>
    ValueTask<DebtImportReport> ImportAsync(
        DebtImportBatch batch, ChangeRequest request, CancellationToken cancellationToken = default);
}
